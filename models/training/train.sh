#!/usr/bin/env bash
# train.sh [--quick] BUILD MODELS: makes the models of MODELS/tessdata anew: about an hour on
# two cores. Seeds are fixed; lstmtraining's own draws are, too. BUILD holds the tools
# make_lines, train_glyphs, train_labels and calibrate, and takes the training data (some 200 MB).
# --quick: every step with much less of everything, in one face, for the test train_quick; models
# that read something, and that nobody should use. MODELS is then a folder of its own, and takes
# the training data too.
set -euo pipefail
quick=
if [ "${1-}" = --quick ]; then quick=1; shift; fi
here=$(realpath "$(dirname "$0")")
mkdir -p "$2"
build=$(realpath "$1") models=$(realpath "$2") data=$(dirname "$here")
faces=$here/faces.txt label_faces=$here/faces-labels.txt work=$build/work
# Lines and cells that are drawn, iterations of the network, epochs of the two nets.
lines_single=2000 lines=6000 cells_glyphs=16000 epochs_glyphs=14 rate=0.001
iterations_single=40000 iterations=130000 cells_calibrate=20000 lines_labels=30000 epochs_labels=14
net='[1,24,0,1 Ct3,3,16 Mp2,2 Lfys24 Lfx32 Lrx32 Lfx48 O1c1]'
if [ -n "$quick" ]; then
  if [ "$models" = "$data" ]; then echo "train.sh: --quick never writes there" >&2; exit 64; fi
  work=$models/work faces=$models/faces.txt label_faces=$faces
  echo "WenQuanYi Zen Hei" > "$faces" # plain strokes, and a face of the tests
  lines_single=500 lines=60 cells_glyphs=600 epochs_glyphs=6 rate=0.006
  iterations_single=4500 iterations=300 cells_calibrate=200 lines_labels=1100 epochs_labels=5
  # Fewer layers, one way: all of them find out only after some ten thousand iterations, and both
  # ways in one layer (Lbx) is no kind that guidang's own reader has.
  net='[1,24,0,1 Ct3,3,16 Mp2,2 Lfys24 Lfx48 O1c1]'
fi
# With Tesseract's own threads an iteration takes five times as long.
export OMP_THREAD_LIMIT=1 LC_ALL=C.UTF-8
rm -rf "$work"
mkdir -p "$work/lang" "$models/tessdata"
cd "$work"

# 1. The alphabet of value cells; ? stands for any other character.
echo "0123456789 . , - + % / — 万 元 件 无 ?" > alphabet.txt
unicharset_extractor --output_unicharset lang/cells.unicharset --norm_mode 1 alphabet.txt
echo > lang/radical-stroke.txt
combine_lang_model --input_unicharset lang/cells.unicharset --script_dir lang --output_dir lang \
  --lang gd_cells --pass_through_recoder --version_str "guidang cells 1"

# The two nets of the project's own, one after the other, on the core that the network leaves. The
# letters of the net of labels are the characters of all forms and patterns of fields, and those of
# labels-more.txt.
mapfile -t forms < <(find "$data/forms" "$data/fields" -name '*.json' ! -name '*.schema.json' | sort)
nets() {
  "$build/train_glyphs" "$faces" 201 $cells_glyphs $epochs_glyphs \
    "$models/tessdata/gd_glyphs.net" > glyphs.log
  "$build/train_labels" "$label_faces" 403 $lines_labels $epochs_labels \
    "$models/tessdata/gd_labels.net" "${forms[@]}" "$here/labels-more.txt" > labels.log
}

# 2. Lines for the network: of single cells, on which it finds out how to align, and of
#    several. Glyphs for the classifier, of another draw.
"$build/make_lines" "$faces" 103 $lines_single 1 single
"$build/make_lines" "$faces" 101 $lines 6 a & first=$!
"$build/make_lines" "$faces" 102 $lines 6 b
wait $first
nets & nets=$!
for tif in single-*.tif a-*.tif b-*.tif; do
  tesseract "$tif" "${tif%.tif}" --psm 13 lstm.train > /dev/null 2>> lstmf.log
done

# 3. The network: on single cells until it has found out, then on all.
ls "$PWD"/single-*.lstmf > single.txt
ls "$PWD"/*.lstmf > all.txt
train() { # CHECKPOINT LIST ITERATIONS, and how to start
  lstmtraining --traineddata lang/gd_cells/gd_cells.traineddata --model_output "$1" \
    --train_listfile "$2" --max_iterations "$3" --target_error_rate 0.0001 \
    --debug_interval 0 "${@:4}" >> lstm.log 2>&1
}
train single single.txt $iterations_single --learning_rate $rate \
  --net_spec "$net"
train all all.txt $iterations --continue_from single_checkpoint
lstmtraining --stop_training --convert_to_int --continue_from all_checkpoint \
  --traineddata lang/gd_cells/gd_cells.traineddata \
  --model_output "$models/tessdata/gd_cells.traineddata"

# 4. Calibration, on cells of a third draw read by models that are not calibrated yet.
wait $nets
for table in lstm glyphs agree differ; do echo "$table 0 0"; echo "$table 1 1"; done \
  > "$models/tessdata/gd_cells.calibration"
"$build/calibrate" "$faces" 301 $cells_calibrate "$models/tessdata" calibration
mv calibration "$models/tessdata/gd_cells.calibration"
