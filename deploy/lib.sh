# What install, update and uninstall share. Names of this machine's places can be set before; the defaults are Debian's.
PROGRAM=/opt/kehoach
SETTINGS=/etc/kehoach/kehoach.env
OWNER=/etc/kehoach/owner.env
DATA=/var/lib/kehoach
BACKUPS=/var/backups/kehoach
UNITS="kehoach.socket kehoach.service kehoach-remind.service kehoach-remind.timer kehoach-backup.service kehoach-backup.timer \
kehoach-restore-test.service kehoach-restore-test.timer kehoach-ledger.service kehoach-ledger.timer kehoach-prune.service kehoach-prune.timer"
TIMERS="kehoach-remind.timer kehoach-backup.timer kehoach-restore-test.timer kehoach-ledger.timer kehoach-prune.timer"

say() { printf '→ %s\n' "$*"; }
stop() { printf 'Dừng: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || stop "hãy chạy bằng quyền root (sudo)."

# In a container or a chroot there is no systemd; whoever runs it there starts the commands of the units.
has_systemd() { [ -d /run/systemd/system ]; }

# Builds this clone's commit below $PROGRAM/releases, complete, before anything else knows of it; prints its folder.
build_release() {
    commit=$(git -C "$SOURCE" rev-parse --short=12 HEAD)
    release=$PROGRAM/releases/$commit
    if [ ! -e "$release/complete" ]; then
        say "Cài bản $commit vào $release" >&2
        rm -rf "$release"
        mkdir -p "$release"
        git -C "$SOURCE" archive HEAD | tar -x -C "$release"
        python3 -m venv "$release/.venv"
        "$release/.venv/bin/python" -m pip --disable-pip-version-check --no-input --quiet install \
            --require-hashes -r "$release/requirements.txt"
        find "$release/kehoach/locale" -name '*.po' | while read -r po; do
            "$release/.venv/bin/python" -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' \
                "$po" "${po%.po}.mo"
        done
        "$release/.venv/bin/python" -m compileall -q "$release" >/dev/null || true
        touch "$release/complete"
    fi
    printf '%s\n' "$release"
}

# Runs manage.py of a release with the portal's settings, as the portal's user.
manage() {
    # Variables are everybody's here: `release` is the caller's.
    managed=$1
    shift
    KEHOACH_RELEASE=$managed /usr/local/bin/kehoach "$@"
}

# Styles and pictures of a release, beside those of the one before: pages that are open keep theirs.
collect_static() { manage "$1" collectstatic --noinput --verbosity 0; }

# Units, web server and log rotation as a release has them.
install_services() {
    host=$(. "$SETTINGS" && printf '%s' "${PUBLIC_URL#https://}")
    for unit in $UNITS; do
        # An earlier release, gone back to, has not all of them.
        [ ! -e "$1/deploy/units/$unit" ] || install -m 0644 "$1/deploy/units/$unit" "/etc/systemd/system/$unit"
    done
    install -m 0644 "$1/deploy/logrotate" /etc/logrotate.d/kehoach
    install -m 0755 "$1/deploy/kehoach" /usr/local/bin/kehoach
    sed "s/@HOST@/$host/g" "$1/deploy/nginx.conf" >/etc/nginx/sites-available/kehoach
    # Debian 12's says HTTP/2 where it listens, as the file does; later ones warn of that at every start.
    nginx -v 2>&1 | grep -q /1.22. ||
        sed -i -e 's/ ssl http2;$/ ssl;/' -e 's/^    server_tokens off;$/&\n    http2 on;/' /etc/nginx/sites-available/kehoach
    nginx -t -q
    if has_systemd; then
        systemctl daemon-reload
        # shellcheck disable=SC2086
        systemctl enable --quiet --now kehoach.socket $TIMERS
        systemctl enable --quiet kehoach.service nginx
        systemctl reload-or-restart nginx
    fi
}

switch_to() {
    ln -sfn "$1" "$PROGRAM/current.new"
    mv -T "$PROGRAM/current.new" "$PROGRAM/current"
}

restart_portal() {
    # The socket stays open meanwhile: whoever asks waits for a moment instead of being refused.
    has_systemd || return 0
    systemctl restart kehoach.service
}

wait_until_ready() {
    tries=60
    while [ "$tries" -gt 0 ]; do
        if curl --silent --fail --max-time 5 --unix-socket /run/kehoach/http.sock \
            http://localhost/suc-khoe/san-sang >/dev/null; then return 0; fi
        tries=$((tries - 1))
        sleep 1
    done
    return 1
}
