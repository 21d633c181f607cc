-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Step 2: a flipped byte in a file is noticed, and an import keeps what it brings of the past.
-- nk_schema_version and nk_seals keep their form in all later versions: an older program reads them
-- to tell a newer workspace from a damaged one.

CREATE TABLE IF NOT EXISTS nk_seals (
    table_key {key} NOT NULL PRIMARY KEY,
    digest {text} NOT NULL
) {options}

CREATE TABLE IF NOT EXISTS nk_imported_history (
    chain {integer} NOT NULL,
    id {integer} NOT NULL,
    at {text} NOT NULL,
    who {text} NOT NULL,
    act {text} NOT NULL,
    phase {text} NOT NULL,
    object {text} NOT NULL,
    old_value {text} NOT NULL,
    new_value {text} NOT NULL,
    result {text} NOT NULL,
    detail {text} NOT NULL,
    before_id {integer} NOT NULL,
    hash {text} NOT NULL,
    PRIMARY KEY (chain, id)
) {options}
