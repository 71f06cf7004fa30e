#!/usr/bin/env bash
# Runs a RabbitMQ node and its own name service for as long as somebody holds this script's standard input open. A JVM that is
# killed closes it too, so no node outlives its tests. The line "stop" asks for an orderly stop; end of input kills at once.
#
# usage: rabbitmq-node.sh SERVER   (everything else comes by environment; see ProcessNode)
set -u
server=$1

# Job control gives each background job a process group of its own, so that one kill reaches Erlang's helper processes too.
set -m
epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" </dev/null &
names=$!
"$server" </dev/null &
node=$!
# Ctrl-C in the terminal reaches this script, not the jobs: the JVM decides when the node ends.
trap '' INT TERM HUP

if read -r order && [ "$order" = stop ]; then
    kill -TERM -- "-$node" 2>/dev/null
    # Killed after all if the orderly stop hangs or the JVM dies meanwhile.
    ( read -r -t 30 _; kill -KILL -- "-$node" 2>/dev/null ) <&0 &
    backstop=$!
    wait "$node" 2>/dev/null
    kill -KILL -- "-$backstop" 2>/dev/null
fi
kill -KILL -- "-$node" "-$names" 2>/dev/null
wait
