#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Formatting, shell programs and translations. Run from the top of the tree.
set -eu
cd "$(dirname "$0")/../.."
status=0

sources() { # patterns: files of the tree, committed or new
    if [ -e .git ]; then
        git ls-files -z -co --exclude-standard -- "$@"
    else
        for pattern; do find . -path ./build -prune -o -type f -name "$pattern" -print0; done
    fi
}

# Releases of clang-format disagree about the same style, so one of them is the reference.
version=$(clang-format --version | sed -E 's/.*version ([0-9]+).*/\1/')
if [ "$version" = 14 ]; then
    sources '*.cpp' '*.h' | xargs -0 clang-format --dry-run -Werror || status=1
elif [ -n "${CI:-}" ]; then
    echo "lint: CI needs clang-format 14, the reference for the sources' style; here is $version." >&2
    status=1
else
    echo "lint: the style's reference is clang-format 14; here is $version, so the style was not checked." >&2
fi

sources '*.sh' dev .ci/run | xargs -0 shellcheck || status=1

lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || command -v lupdate)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
for catalogue in translations/*.ts; do
    [ -e "$catalogue" ] || continue
    name=$(basename "$catalogue")
    cp "$catalogue" "$copy/$name"
    plural=
    case $name in *_en.ts) plural=-pluralonly ;; esac
    # shellcheck disable=SC2086 # one option or none
    "$lupdate" -silent -I . -locations none $plural app models widgets -ts "$copy/$name"
    for word in unfinished vanished obsolete; do
        count=$(grep -c "type=\"$word\"" "$copy/$name" || true)
        if [ "$count" -gt 0 ]; then
            echo "lint: $catalogue has $count $word entries; the first ones:" >&2
            grep -B2 "type=\"$word\"" "$copy/$name" | grep '<source>' | head -n 5 >&2
            status=1
        fi
    done
done
[ $status -eq 0 ] && echo "lint: fine"
exit $status
