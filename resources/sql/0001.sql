-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Step 1: the first workspace. Statements are separated by an empty line. A step that has been released
-- is never changed. Words in braces are the dialect's: see app/store/schema.cpp.
-- Keys are bytes (UTF-8, case folded), so that no collation decides what is equal.
-- Paths are bytes. Moments are text, UTC, with milliseconds; empty where there is none.

CREATE TABLE IF NOT EXISTS nk_schema_version (
    version {integer} NOT NULL PRIMARY KEY,
    program {text} NOT NULL,
    applied_at {text} NOT NULL
) {options}

CREATE TABLE IF NOT EXISTS nk_workspace (
    id {integer} NOT NULL PRIMARY KEY,
    created_at {text} NOT NULL
) {options}

CREATE TABLE IF NOT EXISTS nk_servers (
    name_key {key} NOT NULL PRIMARY KEY,
    place {integer} NOT NULL,
    name {text} NOT NULL,
    note {text} NOT NULL,
    os {text} NOT NULL,
    service {text} NOT NULL,
    web {text} NOT NULL,
    storage_node {text} NOT NULL,
    policy {text} NOT NULL,
    archive {text} NOT NULL,
    connection_kind {text} NOT NULL,
    connection_host {text} NOT NULL,
    connection_user {text} NOT NULL,
    connection_port {integer} NOT NULL,
    connection_root {text} NOT NULL
) {options}

CREATE TABLE IF NOT EXISTS nk_server_folders (
    name_key {key} NOT NULL,
    wanted {integer} NOT NULL,
    place {integer} NOT NULL,
    path {blob} NOT NULL,
    PRIMARY KEY (name_key, wanted, place),
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
) {options}

CREATE TABLE IF NOT EXISTS nk_server_snapshots (
    name_key {key} NOT NULL PRIMARY KEY,
    payload {text} NOT NULL,
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
) {options}

CREATE TABLE IF NOT EXISTS nk_server_failures (
    name_key {key} NOT NULL PRIMARY KEY,
    failed_at {text} NOT NULL,
    kind {text} NOT NULL,
    message {text} NOT NULL,
    advice {text} NOT NULL,
    detail {text} NOT NULL,
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
) {options}

CREATE TABLE IF NOT EXISTS nk_sites (
    name_key {key} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    database_server {text} NOT NULL,
    database_socket {text} NOT NULL,
    database_name {text} NOT NULL,
    database_user {text} NOT NULL,
    table_prefix {text} NOT NULL,
    data_server {text} NOT NULL,
    data_folder {blob} NOT NULL,
    code_folder {blob} NOT NULL,
    archive_folder {blob} NOT NULL
) {options}

CREATE TABLE IF NOT EXISTS nk_agreed_settings (
    site_key {key} NOT NULL,
    option_key {key} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (site_key, option_key)
) {options}

CREATE TABLE IF NOT EXISTS nk_settings_snapshots (
    site_key {key} NOT NULL PRIMARY KEY,
    payload {text} NOT NULL
) {options}

CREATE TABLE IF NOT EXISTS nk_archive_runs (
    id_key {key} NOT NULL PRIMARY KEY,
    site {text} NOT NULL,
    rule {text} NOT NULL,
    not_before {text} NOT NULL,
    name {text} NOT NULL,
    server {text} NOT NULL,
    data_folder {blob} NOT NULL,
    archive_folder {blob} NOT NULL,
    started_at {text} NOT NULL,
    started_by {text} NOT NULL,
    files {integer} NOT NULL,
    bytes {integer} NOT NULL,
    status {text} NOT NULL,
    as_of {text} NOT NULL
) {options}

CREATE TABLE IF NOT EXISTS nk_audit_log (
    id {integer} NOT NULL PRIMARY KEY,
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
    hash {text} NOT NULL
) {options}
