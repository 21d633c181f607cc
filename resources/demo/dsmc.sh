#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Stands for the storage manager's client on a server of the demo estate: answers the two questions
# that Nightkeep asks, from the files beside it.
case "$*" in
'query filespace'*) exec cat "${0%/*}/../dsmc-filespaces" ;;
'query options domain'*) exec cat "${0%/*}/../dsmc-domain" ;;
esac
echo 'This client is made up: it knows only "query filespace" and "query options domain".' >&2
exit 12
