# make demo: installs what is missing, builds, converts the samples into out/.
# make check: installs what the tests need, builds, runs every test.
# make install: builds, installs below PREFIX (DESTDIR is respected).
# make deb: builds build/package/packages/guidang_*.deb.
# make bundle: build/package/packages/guidang-*-offline.tar, for machines without a network.
# make browser: installs Chromium and playwright-core; the test "browser" is no longer skipped.
# CMake does the work; see CMakePresets.json.

.PHONY: demo check build install deb bundle browser clean

demo: build
	build/release/guidang convert samples/*.pdf -o out --force || test $$? -eq 1

build:
	tools/install-packages.sh tools/packages-build.txt
	cmake --preset release
	cmake --build --preset release

PREFIX ?= /usr/local

install: build
	cmake --install build/release --prefix $(PREFIX)

deb:
	tools/install-packages.sh tools/packages-build.txt tools/packages-deb.txt
	cmake --preset package
	cmake --build --preset package
	cd build/package && cpack

bundle: deb
	packaging/make-bundle.sh build/package/packages/guidang_*.deb build/package/packages

check:
	tools/install-packages.sh tools/packages-build.txt tools/packages-test.txt
	cmake --workflow --preset check
	cmake --workflow --preset render
	cmake --workflow --preset sanitize
	tools/count-skips.sh build/check build/render build/sanitize

browser:
	tools/install-packages.sh tools/packages-browser.txt
	mkdir -p build/browser
	cp tests/browser/package.json tests/browser/package-lock.json build/browser
	cd build/browser && npm ci --ignore-scripts --no-audit --no-fund

clean:
	rm -rf build out
