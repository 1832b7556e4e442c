# make demo: installs what is missing, builds, converts the samples into out/.
# make check: installs what the tests need, builds, runs every test.
# CMake does the work; see CMakePresets.json.

.PHONY: demo check build clean

demo: build
	build/release/guidang convert samples/*.pdf -o out --force || test $$? -eq 1

build:
	tools/install-packages.sh tools/packages-build.txt
	cmake --preset release
	cmake --build --preset release

check:
	tools/install-packages.sh tools/packages-build.txt tools/packages-test.txt
	cmake --workflow --preset check
	cmake --workflow --preset render
	cmake --workflow --preset sanitize
	tools/count-skips.sh build/check build/render build/sanitize

clean:
	rm -rf build out
