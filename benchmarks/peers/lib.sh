# What the peers' scripts share. To be sourced; needs bash 5 and Linux.
#   peer prepare          installs what it needs, and says by which program and durability it is measured; exits with 3 and a reason where something is missing
#   peer measure <data>   starts the real thing in a new directory, prints one JSON line a figure, stops it
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
peers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
seconds=${PEERS_SECONDS:-2}
begun=0

about() { printf '{"peer":"%s","name":"%s","durability":"%s"}\n' "$1" "$2" "$3"; }
figure() { printf '{"peer":"%s","figure":"%s","value":%s,"unit":"%s"}\n' "$1" "$2" "$3" "$4"; }

skip() { echo "$1"; exit 3; }
need() { command -v "$1" >/dev/null || skip "$1 isn't on the PATH${2:+ ($2)}"; }

# start <log> <command...>: runs it in the background; $! is its process.
start() {
    local log=$1; shift
    "$@" >>"$log" 2>&1 &
}

# load <command...>: drives the workload, and prints the figures.
load() {
    timeout 180 "$@" &
    wait $!
}

# Only what still runs has an id that is surely its own.
running() { jobs -pr; }

stop() {
    tell_running TERM
    for _ in {1..100}; do [ -n "$(running)" ] || return 0; sleep 0.1; done
    tell_running KILL
    wait
}

tell_running() {
    local pids
    mapfile -t pids < <(running)
    [ ${#pids[@]} -eq 0 ] || kill "-$1" "${pids[@]}" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 130' INT TERM

# crash <pid...>: ends these processes and their children where they stand.
crash() {
    local pid all=()
    for pid in "$@"; do all+=("$pid" $(cat "/proc/$pid/task/$pid/children")); done
    kill -KILL "${all[@]}"
    wait "$@" 2>/dev/null || true
    for pid in "${all[@]}"; do until_true 10 gone "$pid"; done
}

gone() { ! kill -0 "$1"; }

free_port() {
    local port
    for _ in {1..100}; do
        port=$((20000 + RANDOM % 12000))
        (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
    echo "no free port found" >&2
    return 1
}

# until_true <seconds> <command...>
until_true() {
    local end=$((SECONDS + $1)); shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < end)) || { echo "timed out waiting for: $*" >&2; return 1; }
        sleep 0.02
    done
}

# tells <log> <command...>: as start, but its lines are there for next_step.
tells() {
    local log=$1; shift
    "$@" >&"$told" 2>>"$log" &
}

# next_step <steps that must have run before>: waits for the line of the next step, and sets "elapsed" to the milliseconds since "begun".
next_step() {
    local line
    while IFS= read -r -t 60 -u "$told" line || { echo "the next step never ran" >&2; return 1; }; do
        [[ $line == "next step after "* ]] && break
    done
    elapsed=$(((${EPOCHREALTIME/[.,]/} - begun) / 1000))
    [ "$line" = "next step after $1 steps" ] || { echo "expected $1 steps to run before the next one, but: $line" >&2; return 1; }
}

begin() { begun=${EPOCHREALTIME/[.,]/}; }

# build <project>: of the peer's directory, into its artifacts.
build() {
    local compiled=()
    [ -z "${PEERS_READY_TO_RUN:-}" ] || compiled=(--use-current-runtime --self-contained false -p:PublishReadyToRun=true)
    dotnet publish "$here/$1.csproj" -c Release -o "$here/artifacts" -v quiet --nologo -clp:ErrorsOnly "${compiled[@]}" >&2
}

# How the C# programs were built, where it isn't the default.
built() { [ -z "${PEERS_READY_TO_RUN:-}" ] || echo ", ReadyToRun"; }

# measure_program <peer> <program> [arguments]: of a program that has its database in its own process.
measure_program() {
    local peer=$1; shift
    mkdir "$data/$peer"
    load "$@" "$data/$peer/load.db" load "$seconds"

    tells "$data/$peer/log" "$@" "$data/$peer/resume.db" resume
    next_step 1000
    crash $!
    begin
    tells "$data/$peer/log" "$@" "$data/$peer/resume.db" resume
    next_step 0
    figure "$peer" resume "$elapsed" ms
    crash $!
}

command=${1:-} data=${2:-}
case $command in
    prepare) ;;
    measure)
        mkdir -p "$data"
        data=$(cd "$data" && pwd)
        mkfifo "$data/told"
        exec {told}<>"$data/told"
        ;;
    *) echo "usage: ${BASH_SOURCE[1]} prepare | measure <data>" >&2; exit 2 ;;
esac
