#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What handover-job.sh does where the place is the storage manager: a part of it.
# shellcheck disable=SC2154 # what is not set here is set there
# shellcheck disable=SC2034 # and what is unused here is used there

# Sets asked to the status of the query.
query_storage() {
    for detail in -detail ''; do
        # shellcheck disable=SC2086 # an option or none
        run_tool nk_limited 900 dsmc query archive $detail -dateformat=3 "$path" >|"$dir/queried.new" 2>&1
        asked=$?
        [ "$asked" -ge 9 ] || break
    done
    mv -f "$dir/queried.new" "$dir/queried"
    echo "$asked" >|"$dir/asked"
}

# Whether the query was answered, be it that there is nothing: without a word of the path it says neither.
was_asked() {
    nk_p=$path nk_s=$asked awk '
    /ANS1092/ || (ENVIRON["nk_s"] + 0 < 8 && index($0, " " ENVIRON["nk_p"] " ")) { found = 1 }
    END { exit !found }' "$dir/queried"
}

is_archived() {
    nk_p=$path nk_d=$description nk_b=$tar_bytes awk '
    BEGIN {
        path = ENVIRON["nk_p"]
        bytes = ENVIRON["nk_b"] + 0
    }
    {
        at = index($0, " " path " ")
        if (!at || !index(substr($0, at + length(path) + 1), " " ENVIRON["nk_d"])) next
        last = split(substr($0, 1, at), words, " ")
        if (words[last] ~ /^[AaPp][Mm]$/) last--
        last -= 2 # the moment
        unit = "B"
        if (last > 0 && words[last] ~ /^[A-Z]/) unit = words[last--]
        size = "" # blanks may stand between its digits
        for (i = 1; i <= last; i++) size = size words[i]
        gsub(/[^0-9]/, "", size)
        if (size == "") next
        size = size + 0
        apart = bytes - size * 1024
        if ((unit == "KB" && apart > -1024 && apart < 1024) || (unit == "B" && size == bytes)) found = 1
    }
    END { exit !found }' "$dir/queried"
}

# Whether anything is listed under our description, of whatever size.
is_described() {
    nk_p=$path nk_d=$description awk '
    {
        at = index($0, " " ENVIRON["nk_p"] " ")
        if (at && index(substr($0, at + length(ENVIRON["nk_p"]) + 1), " " ENVIRON["nk_d"])) found = 1
    }
    END { exit !found }' "$dir/queried"
}

note_client() { # word status
    echo "$1 $2" >|"$dir/client.new" && sync_file "$dir/client.new" && mv -f "$dir/client.new" "$dir/client"
}

send_to_storage() {
    nk_ask_clock
    began=$nk_now
    set -- archive "-description=$description"
    [ -z "$class" ] || set -- "$@" "-archmc=$class"
    run_tool nk_limited "$limit" dsmc "$@" "$path" >>"$dir/log" 2>&1
    status=$?
    nk_ask_clock
    if [ "$status" -eq 124 ] || [ "$((nk_now - began))" -ge "$limit" ]; then
        note_client hung "$status"
    elif [ "$status" -gt 128 ] && [ "$status" -lt 193 ]; then
        note_client signalled "$((status - 128))"
    else
        note_client exited "$status"
    fi
    point hand-sent
}

# What an earlier attempt sent is not sent again: nobody knows then how it ended, but where it was written down.
hand_to_storage() {
    begin room
    case $path in *[\*\?\"\'{}]* | *"$nk_newline"*) fail_with path "$path" ;; esac
    [ ! -h "./$name.tar" ] || fail_with link "$path"
    if ! nk_has dsmc; then
        note_client absent -1
        fail_with no-client ''
    fi
    nk_can_limit -k 30 || fail_with lacks timeout
    query_storage
    was_asked || fail_with not-asked "$asked"
    if is_archived; then
        status=
        [ ! -f "$job/places/.before.$place/client" ] || IFS= read -r status <"$job/places/.before.$place/client"
        if [ "$status" = 'exited 0' ]; then note_client exited 0; else note_client earlier -1; fi
    else
        begin sending
        send_to_storage
    fi
    begin confirming
    query_storage
    IFS= read -r status <"$dir/client"
    if [ "$status" = 'exited 0' ] && is_archived; then finish; fi
    fail_with not-confirmed "$status"
}

# Sets size and hash of what the storage manager gives back: nothing of it stays.
retrieve() {
    scratch=$dir/scratch
    mkdir -m 700 "$scratch" || nk_refuse not-written "$job"
    trap 'rm -rf "$scratch"' EXIT
    nk_ask_free .
    [ "$nk_free" -lt 0 ] || [ "$nk_free" -ge "$tar_bytes" ] || nk_refuse full "$nk_free" "$tar_bytes"
    # Of several of one description each would ask whether to replace the one before.
    run_tool nk_limited "$limit" dsmc retrieve -replace=all "-description=$description" "$path" "$(pwd -P)/$scratch/" >>"$dir/log" 2>&1
    status=$?
    first='' second=''
    [ -f "$scratch/$name.tar" ] || return 1
    first=$(stat -c %s -- "$scratch/$name.tar")
    dd if="$scratch/$name.tar" iflag=nocache count=0 2>/dev/null
    second=$(openssl dgst -sha256 -r <"$scratch/$name.tar" 2>/dev/null || sha256sum <"$scratch/$name.tar" 2>/dev/null)
    second=${second%% *}
    # What came in part only says nothing of what lies there.
    [ "$status" -eq 0 ] || is_the_archive "$first" "$second"
}
