-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Step 4: what belongs to a server goes with it. name_key, in every table, is a server's identity from now on: its
-- name when it was first added, which it keeps when it is renamed. A removed server keeps its rows for some
-- time, so that the removal can be taken back.

CREATE TABLE IF NOT EXISTS nk_removed_servers (
    name_key {key} NOT NULL PRIMARY KEY,
    removed_at {text} NOT NULL,
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
) {options}
