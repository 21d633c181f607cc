#!/bin/sh
# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
# A stand-in for the storage manager's client, which cannot be installed for tests. It answers the two
# questions that the probe asks, in the layout that the vendor documents.
cat <<'EOF'
IBM Tivoli Storage Manager
Command Line Backup-Archive Client Interface
  Client Version 6, Release 4, Level 1.0
  Client date/time: 2008-11-29 09:30:00

Node Name: STAND-IN
Session established with server TSM: Linux/x86_64
EOF
case "$*" in
*filespace*)
    cat <<'EOF'
  #     Last Incr Date          Type    File Space Name
--------------------------------------------------------------------------------
  1     2008-11-28 22:00:11     EXT3    /
  2     2008-11-28 22:04:16     EXT3    /data
EOF
    ;;
*domain*)
    printf '            DOMAIN: / /data\n'
    ;;
esac
