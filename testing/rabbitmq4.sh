#!/usr/bin/env bash
# Runs Debian 13's RabbitMQ 4.0 in a chroot, for machines without a Docker engine whose own package is older. Root only, by
# hand, never part of the build:
#
#   testing/rabbitmq4.sh DIR [AMQP_PORT [MANAGEMENT_PORT]]          (defaults 5674 and 15674)
#   SSALMUK_TEST_RABBITMQ=127.0.0.1:5674 SSALMUK_TEST_RABBITMQ_MANAGEMENT=http://127.0.0.1:15674 ./ssalmuk test
#
# The first run unpacks Debian into DIR with debootstrap, from the mirror that apt on this machine uses. Ctrl-C stops the node;
# its data stays in DIR.
set -euo pipefail

dir=${1:?usage: testing/rabbitmq4.sh DIR [AMQP_PORT [MANAGEMENT_PORT]]}
amqp=${2:-5674}
management=${3:-15674}
names=$((management + 1))
distribution=$((management + 2))

[ "$(id -u)" = 0 ] || { echo "Run it as root: it needs chroot and mount." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }

mirror() {
    # shellcheck disable=SC2016  # apt's own variable
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -m1 -E '/debian/?$' ||
        { echo "apt on this machine names no Debian mirror." >&2; exit 1; }
}

if [ ! -x "$dir/usr/lib/rabbitmq/bin/rabbitmq-server" ]; then
    mkdir -p "$dir"
    debootstrap --variant=minbase --include=rabbitmq-server trixie "$dir" "$(mirror)"
fi
dir=$(cd "$dir" && pwd)

cat >"$dir/root/rabbitmq.conf" <<END
listeners.tcp.default = 127.0.0.1:$amqp
management.tcp.ip = 127.0.0.1
management.tcp.port = $management
disk_free_limit.absolute = 50MB
END
echo '[rabbitmq_management].' >"$dir/root/enabled_plugins"
grep -q localhost "$dir/etc/hosts" 2>/dev/null || echo '127.0.0.1 localhost' >>"$dir/etc/hosts"

mountpoint -q "$dir/proc" || mount -t proc proc "$dir/proc"
children=()
stop() {
    trap - INT TERM EXIT
    for child in "${children[@]}"; do
        kill -TERM -- "-$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    done
    umount "$dir/proc" || true
}
trap stop INT TERM EXIT

inside() {
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        ERL_EPMD_PORT="$names" ERL_EPMD_ADDRESS=127.0.0.1 \
        RABBITMQ_NODENAME=ssalmuk4@localhost RABBITMQ_DIST_PORT="$distribution" \
        RABBITMQ_CONFIG_FILE=/root/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=/root/enabled_plugins \
        RABBITMQ_MNESIA_BASE=/root/mnesia RABBITMQ_LOG_BASE=/root/log RABBITMQ_PID_FILE=/root/pid \
        chroot "$dir" "$@"
}

# Groups of their own, so that Ctrl-C reaches them only through stop: node first, its name service last.
set -m
inside epmd -address 127.0.0.1 -port "$names" </dev/null &
epmd=$!
inside /usr/lib/rabbitmq/bin/rabbitmq-server >"$dir/root/output" 2>&1 </dev/null &
children=($! "$epmd")

until curl -fsu guest:guest "http://127.0.0.1:$management/api/overview" >/dev/null 2>&1; do
    kill -0 "${children[0]}" 2>/dev/null || { tail -40 "$dir/root/output" >&2; exit 1; }
    sleep 1
done
version=$(curl -fsu guest:guest "http://127.0.0.1:$management/api/overview" |
    sed -n 's/.*"rabbitmq_version":"\([^"]*\)".*/\1/p')
echo "RabbitMQ $version: SSALMUK_TEST_RABBITMQ=127.0.0.1:$amqp SSALMUK_TEST_RABBITMQ_MANAGEMENT=http://127.0.0.1:$management"
echo "Ctrl-C stops it."
wait "${children[0]}"
