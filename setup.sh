# Sourced by ./run and ./test: makes .venv ready. Nothing is done twice.
# The caller sets `here` (the repository) and `wanted` (Debian packages it needs beside python3).
# A mark in .venv says that all of this was done for this lock, place and list of packages.

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

check_python() {
    python=${PYTHON:-python3}
    command -v "$python" >/dev/null 2>&1 || fail "Python 3.11 or newer is needed: install the package python3."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        || fail "Python 3.11 or newer is needed; $("$python" --version 2>&1) was found."
}

# A Debian package is missing when none of its files is on the machine, whoever put them there.
has() {
    case $1 in
        python3-venv) "$python" -c 'import ensurepip, venv' ;;
        libgl1) "$python" -c 'import ctypes; ctypes.CDLL("libGL.so.1")' ;;
        libegl1) "$python" -c 'import ctypes; ctypes.CDLL("libEGL.so.1")' ;;
        libmtdev1) "$python" -c 'import ctypes; ctypes.CDLL("libmtdev.so.1")' ;;
        libzbar0) "$python" -c 'import ctypes; ctypes.CDLL("libzbar.so.0")' ;;
        xvfb) command -v Xvfb ;;
        poppler-utils) command -v pdftotext ;;
        cups) command -v cupsd || [ -x /usr/sbin/cupsd ] ;;
        cups-client) command -v lpadmin || [ -x /usr/sbin/lpadmin ] ;;
        cups-ipp-utils) command -v ippeveprinter || [ -x /usr/sbin/ippeveprinter ] ;;
        cups-filters) [ -d /usr/lib/cups/filter ] && ls /usr/lib/cups/filter/*pdf* ;;
        *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

lock="$here/requirements.lock"

install_packages() {
    missing=""
    for package in $wanted; do has "$package" || missing="$missing $package"; done
    [ -z "$missing" ] && return 0
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"
    else fail "Please install these packages first: sudo apt-get install -y$missing"
    fi
    command -v apt-get >/dev/null 2>&1 || fail "These packages are missing and there is no apt-get:$missing"
    say "Installing system packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086
    if ! { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1
    then tail -n 5 "$log" >&2; rm -f "$log"; fail "The system packages could not be installed:$missing"
    fi
    rm -f "$log"
}

install_environment() {
    for done in "$here"/.venv/ready-*; do
        [ -f "$done" ] && [ "$(head -n 1 "$done")" = "$locked" ] && [ -x "$here/.venv/bin/python" ] && return 0
    done
    say "Setting up Python packages in .venv (once, about a minute) ..."
    "$python" -m venv --clear "$here/.venv" || fail "The virtual environment .venv could not be made."
    "$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --progress-bar on \
        --require-hashes -r "$lock" || fail "The Python packages could not be installed; is the network there?"
    "$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
        -e "$here" || fail "The kiosk command could not be installed into .venv."
}

locked="$(cksum < "$lock") $here"
ready="$locked
$wanted"
mark="$here/.venv/ready-$(printf '%s' "$wanted" | cksum | cut -d ' ' -f 1)"
if ! { [ -f "$mark" ] && [ "$(cat "$mark")" = "$ready" ] && [ -x "$here/.venv/bin/python" ]; }; then
    check_python
    install_packages
    install_environment
    printf '%s' "$ready" > "$mark"
fi
