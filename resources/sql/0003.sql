-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Step 3: the workspace remembers. What the team decided about a server, what each probe saw (thinned out
-- by age), the latest answer to each question that is only asked on demand, and what was asked of the
-- storage team. A payload of the history is compressed JSON.

CREATE TABLE IF NOT EXISTS nk_server_decisions (
    name_key {key} NOT NULL PRIMARY KEY,
    payload {text} NOT NULL,
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
) {options}

CREATE TABLE IF NOT EXISTS nk_server_history (
    name_key {key} NOT NULL,
    taken_at {key} NOT NULL,
    payload {blob} NOT NULL,
    PRIMARY KEY (name_key, taken_at),
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
) {options}

CREATE TABLE IF NOT EXISTS nk_server_observations (
    name_key {key} NOT NULL,
    kind {key} NOT NULL,
    payload {text} NOT NULL,
    PRIMARY KEY (name_key, kind),
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
) {options}

CREATE TABLE IF NOT EXISTS nk_storage_requests (
    id {integer} NOT NULL PRIMARY KEY,
    payload {text} NOT NULL
) {options}
