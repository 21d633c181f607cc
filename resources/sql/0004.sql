-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Step 4: all values are kept alike (app/store/collections.h). `collection` says of what type, `payload` is the
-- value's JSON, and `part` is what its collection sorts and searches by within a key. What belongs to a server is
-- kept under its identity: its name when it was first added. The old tables' rows are brought over
-- (app/store/storeupgrade.cpp) before these are dropped.

CREATE TABLE IF NOT EXISTS nk_values (
    collection {key} NOT NULL,
    value_key {key} NOT NULL,
    part {key} NOT NULL,
    payload {blob} NOT NULL,
    PRIMARY KEY (collection, value_key, part)
) {options}

DROP TABLE IF EXISTS nk_server_folders

DROP TABLE IF EXISTS nk_server_snapshots

DROP TABLE IF EXISTS nk_server_failures

DROP TABLE IF EXISTS nk_server_decisions

DROP TABLE IF EXISTS nk_server_history

DROP TABLE IF EXISTS nk_server_observations

DROP TABLE IF EXISTS nk_servers

DROP TABLE IF EXISTS nk_sites

DROP TABLE IF EXISTS nk_agreed_settings

DROP TABLE IF EXISTS nk_settings_snapshots

DROP TABLE IF EXISTS nk_archive_runs

DROP TABLE IF EXISTS nk_storage_requests
