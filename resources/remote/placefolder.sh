#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is done at a place that is a folder, of this machine or of another: verb, folder, part, tar, then the file to
# copy, or a file of the job's by which its own folder is known, and on its own machine the archive. The part is a
# folder that is made here, so that nobody else can have put anything into it. It answers in one line. Nothing of it
# is in single quotes.
# shellcheck disable=SC2034 # handover-job.sh runs it
# shellcheck disable=SC2016 # it is text
nk_place_folder='
LC_ALL=C
export LC_ALL
set -f
set -C
umask 077
verb=$1
part=$3
tar=$4
mark=${5-}
own=${6-}

say() {
    echo "nk $*"
    exit 0
}

read_back() {
    dd if="$1" iflag=nocache count=0 2>/dev/null
    size=$(stat -L -c %s -- "$1" 2>/dev/null) || size=$(wc -c <"$1")
    hash=$(openssl dgst -sha256 -r "$1" 2>/dev/null || sha256sum "$1" 2>/dev/null) # handover-stop.sh knows them by it
    hash=${hash%% *}
    size=${size##* }
}

# Sets free, and disk to where the file system is mounted, without blanks: one that is not mounted any more is told by it.
ask_disk() {
    before=
    free=-1
    disk=
    for word in $(df -P -k . 2>/dev/null); do
        case $free,$word in
        -1,*[!0-9]*%) ;;
        -1,[0-9]*%) free=$before ;;
        -1,*) before=$word ;;
        *) disk=$disk$word ;;
        esac
    done
}

say_there() { # size hash
    ask_disk
    say there "${1:--}" "${2:--}" "$disk"
}

owner_of() {
    set -- $(ls -ldn "$1" 2>/dev/null)
    owner=${3-}
    [ -n "$owner" ] || say lacks ls -ldn
}

# Whose folder it is, is told by a file that is made in it: some file systems have one owner for all.
enter_part() {
    cd -P "./$part" 2>/dev/null || say no-part
    rm -f ./mine
    echo >./mine || say not-written
    owner_of .
    of_part=$owner
    owner_of ./mine
    rm -f ./mine
    [ "$owner" = "$of_part" ] || say owners
}

begin_part() {
    rm -rf "./$part" 2>/dev/null
    mkdir -m 700 "./$part" 2>/dev/null || say not-writable
    enter_part
}

try_tools() {
    begin_part
    echo a >./a
    { ln -T ./a ./b && rm -f ./b; } 2>/dev/null || { mv -nT ./a ./b && mv -nT ./b ./a; } 2>/dev/null || say lacks mv -nT
    dd of=./c bs=1048576 <./a 2>/dev/null || say lacks dd "of= bs="
    cmp -s ./a ./c || say lacks cmp -s
    sync ./a 2>/dev/null || sync 2>/dev/null || say lacks sync
    df -P -k . >/dev/null 2>&1 || say lacks df "-P -k"
    read_back ./a
    [ "$size" = 2 ] || say lacks stat -c
    [ "${#hash}" -eq 64 ] || say lacks sha256sum
    { cd -P .. && rm -rf "./$part"; } || say lacks rm -rf
    say tried
}

# The archive itself, in its own folder or by another name or link, is no second copy.
must_be_another() {
    if [ -n "$mark" ] && [ -e "./$mark" ]; then say same; fi
    if [ -n "$own" ] && [ "./$tar" -ef "$own" ]; then say same; fi
}

# A name that somebody else has given meanwhile stays.
give_name() {
    if ! ln -T "./$1" "../$1" 2>/dev/null; then
        if [ -e "../$1" ] || [ -h "../$1" ]; then say exists "$1"; fi
        mv -nT "./$1" "../$1" 2>/dev/null
        [ ! -e "./$1" ] || say exists "$1"
    fi
}

cd -P "$2" 2>/dev/null || say no-folder
case $verb in
try)
    [ -w . ] || say not-writable
    try_tools
    ;;
look | read)
    must_be_another
    if [ ! -e "./$tar" ] && [ ! -h "./$tar" ]; then
        ask_disk
        say missing - - "$disk"
    fi
    [ -f "./$tar" ] || say altered
    if [ "$verb" = look ]; then
        size=$(stat -L -c %s -- "./$tar" 2>/dev/null) || size=$(wc -c <"./$tar")
        say_there "${size##* }" ""
    fi
    read_back "./$tar"
    say_there "$size" "$hash"
    ;;
take)
    must_be_another
    if [ -e "./$tar" ] || [ -h "./$tar" ]; then
        [ -f "./$tar" ] || say exists "$tar"
        read_back "./$tar"
        say_there "$size" "$hash"
    fi
    begin_part
    ask_disk
    say free "$free"
    ;;
copy)
    enter_part
    dd of="./$5" bs=1048576 || say not-copied # which names it for handover-stop.sh
    say copied
    ;;
sync)
    enter_part
    signature=
    [ ! -f "./$tar.manifest.sig" ] || signature=./$tar.manifest.sig
    sync "./$tar" "./$tar.manifest" ${signature:+"$signature"} 2>/dev/null || sync || say not-synced
    say synced
    ;;
back)
    enter_part
    read_back "./$tar"
    say_there "$size" "$hash"
    ;;
name)
    enter_part
    if [ -e "../$tar" ] || [ -h "../$tar" ]; then say exists "$tar"; fi
    if ! cmp -s "./$tar.manifest" "../$tar.manifest"; then give_name "$tar.manifest"; fi
    # One that lies there stays, as all does; another signature of the same manifest is no less one.
    signature=$tar.manifest.sig
    [ ! -f "./$signature" ] || ln -T "./$signature" "../$signature" 2>/dev/null || mv -nT "./$signature" "../$signature" 2>/dev/null
    give_name "$tar"
    cd -P .. || say not-named
    rm -rf "./$part"
    sync . 2>/dev/null || sync
    say named
    ;;
remove)
    rm -rf "./$part"
    [ ! -e "./$part" ] || say not-removed
    say removed
    ;;
esac
'
