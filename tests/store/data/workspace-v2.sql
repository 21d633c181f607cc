-- SPDX-FileCopyrightText: 2026 Nightkeep authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- A workspace as version 2 left it: its whole schema in SQLite's words, then its rows, which both
-- databases understand. Never changed: it stands for the files that people have.
-- Statements are separated by an empty line.

CREATE TABLE IF NOT EXISTS nk_schema_version (
    version INTEGER NOT NULL PRIMARY KEY,
    program TEXT NOT NULL,
    applied_at TEXT NOT NULL
)

CREATE TABLE IF NOT EXISTS nk_workspace (
    id INTEGER NOT NULL PRIMARY KEY,
    created_at TEXT NOT NULL
)

CREATE TABLE IF NOT EXISTS nk_servers (
    name_key BLOB NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    os TEXT NOT NULL,
    service TEXT NOT NULL,
    web TEXT NOT NULL,
    storage_node TEXT NOT NULL,
    policy TEXT NOT NULL,
    archive TEXT NOT NULL,
    connection_kind TEXT NOT NULL,
    connection_host TEXT NOT NULL,
    connection_user TEXT NOT NULL,
    connection_port INTEGER NOT NULL,
    connection_root TEXT NOT NULL
)

CREATE TABLE IF NOT EXISTS nk_server_folders (
    name_key BLOB NOT NULL,
    wanted INTEGER NOT NULL,
    place INTEGER NOT NULL,
    path BLOB NOT NULL,
    PRIMARY KEY (name_key, wanted, place),
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
)

CREATE TABLE IF NOT EXISTS nk_server_snapshots (
    name_key BLOB NOT NULL PRIMARY KEY,
    payload TEXT NOT NULL,
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
)

CREATE TABLE IF NOT EXISTS nk_server_failures (
    name_key BLOB NOT NULL PRIMARY KEY,
    failed_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    advice TEXT NOT NULL,
    detail TEXT NOT NULL,
    FOREIGN KEY (name_key) REFERENCES nk_servers (name_key)
)

CREATE TABLE IF NOT EXISTS nk_sites (
    name_key BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    database_server TEXT NOT NULL,
    database_socket TEXT NOT NULL,
    database_name TEXT NOT NULL,
    database_user TEXT NOT NULL,
    table_prefix TEXT NOT NULL,
    data_server TEXT NOT NULL,
    data_folder BLOB NOT NULL,
    code_folder BLOB NOT NULL,
    archive_folder BLOB NOT NULL
)

CREATE TABLE IF NOT EXISTS nk_agreed_settings (
    site_key BLOB NOT NULL,
    option_key BLOB NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (site_key, option_key)
)

CREATE TABLE IF NOT EXISTS nk_settings_snapshots (
    site_key BLOB NOT NULL PRIMARY KEY,
    payload TEXT NOT NULL
)

CREATE TABLE IF NOT EXISTS nk_archive_runs (
    id_key BLOB NOT NULL PRIMARY KEY,
    site TEXT NOT NULL,
    rule TEXT NOT NULL,
    not_before TEXT NOT NULL,
    name TEXT NOT NULL,
    server TEXT NOT NULL,
    data_folder BLOB NOT NULL,
    archive_folder BLOB NOT NULL,
    started_at TEXT NOT NULL,
    started_by TEXT NOT NULL,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    status TEXT NOT NULL,
    as_of TEXT NOT NULL
)

CREATE TABLE IF NOT EXISTS nk_audit_log (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    phase TEXT NOT NULL,
    object TEXT NOT NULL,
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    result TEXT NOT NULL,
    detail TEXT NOT NULL,
    before_id INTEGER NOT NULL,
    hash TEXT NOT NULL
)

CREATE TRIGGER IF NOT EXISTS nk_audit_log_no_update BEFORE UPDATE ON nk_audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END

CREATE TRIGGER IF NOT EXISTS nk_audit_log_no_delete BEFORE DELETE ON nk_audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END

CREATE TRIGGER IF NOT EXISTS nk_audit_log_at_end BEFORE INSERT ON nk_audit_log
WHEN NEW.id <= (SELECT COALESCE(MAX(id), 0) FROM nk_audit_log)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END

CREATE TABLE IF NOT EXISTS nk_seals (
    table_key BLOB NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL
)

CREATE TABLE IF NOT EXISTS nk_imported_history (
    chain INTEGER NOT NULL,
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    phase TEXT NOT NULL,
    object TEXT NOT NULL,
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    result TEXT NOT NULL,
    detail TEXT NOT NULL,
    before_id INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, id)
)

INSERT INTO nk_schema_version VALUES (1, '0.0.9', '2008-10-31T12:00:00.000Z')

INSERT INTO nk_schema_version VALUES (2, '0.1.0', '2009-01-12T08:30:00.000Z')

INSERT INTO nk_workspace VALUES (1, '2008-10-31T12:00:00.000Z')

INSERT INTO nk_servers VALUES (X'6D6F6F646C652D622E6578616D706C65', 0, 'Moodle-B.example', 'new hardware', 'Solaris', 'Moodle', 'https://b.example/', 'fs-p', 'daily', 'yearly', 'ssh', 'b', 'nightkeep', 2222, '')

INSERT INTO nk_servers VALUES (X'6D6F6F646C652D612E6578616D706C65', 1, 'moodle-a.example', '', '', '', '', '', '', '', 'localFolder', '', '', 0, '/demo/a')

INSERT INTO nk_server_folders VALUES (X'6D6F6F646C652D622E6578616D706C65', 0, 0, X'2F64617461')

INSERT INTO nk_server_folders VALUES (X'6D6F6F646C652D622E6578616D706C65', 1, 0, X'2F646174612F6D6F6F646C65')

INSERT INTO nk_server_folders VALUES (X'6D6F6F646C652D622E6578616D706C65', 1, 1, X'2F646174612FFF')

INSERT INTO nk_server_snapshots VALUES (X'6D6F6F646C652D622E6578616D706C65', '{"clockOffsetSeconds":-3,"domain":["/","/data"],"fileSpaces":[{"lastIncremental":"2008-11-28T02:00:00.000Z","name":"/data"}],"folders":[{"path":"/data/%FF","presence":"missing"},{"path":"/data/moodle","presence":"present"}],"kernel":"5.10","mounts":[{"freeBytes":1000,"local":true,"source":"/dev/md1","target":"/data","totalBytes":9007199254740993,"type":"ufs"}],"osRelease":"Solaris","storageManagerProblem":"","takenAt":"2008-11-29T03:15:00.000Z","tools":[{"name":"find","path":"/usr/bin/find"},{"name":"zstd","path":""}],"uptimeSeconds":86400}')

INSERT INTO nk_server_failures VALUES (X'6D6F6F646C652D612E6578616D706C65', '2008-11-29T03:16:00.000Z', 'timedOut', 'moodle-a did not answer.', 'Try again.', '')

INSERT INTO nk_sites VALUES (X'6D6F6F646C65', 'moodle', 'moodle-b.example', '/tmp/mysql.sock', 'moodle', 'reader', 'mdl_', 'moodle-b.example', X'2F646174612F6D6F6F646C65', X'2F646174612F777777', X'2F646174612F61726368697665')

INSERT INTO nk_agreed_settings VALUES (X'6D6F6F646C65', X'6261636B75705F736368655F6B656570', '3')

INSERT INTO nk_settings_snapshots VALUES (X'6D6F6F646C65', '{"readAt":"2008-11-29T03:15:00.000Z","transactions":false,"values":[{"name":"backup_sche_keep","value":"3"}]}')

INSERT INTO nk_archive_runs VALUES (X'32303038313132392D3033313530302D617574756D6E', 'moodle', 'newestPerCourse', '2008-09-01', 'autumn', 'moodle-b.example', X'2F646174612F6D6F6F646C65', X'2F646174612F61726368697665', '2008-11-29T03:15:00.000Z', 'zcabc12@desk-17', 3, 12345, '{"failure":"","finishedAt":"2008-11-29T04:00:00.000Z","log":"done","progress":{"done":10,"inBytes":true,"text":"","total":10},"secondsLeft":-1,"sha256":"ab12","state":"complete","step":"done","tarBytes":10240}', '2008-11-29T04:01:00.000Z')

INSERT INTO nk_audit_log VALUES (1, '2008-11-01T09:00:00.000Z', 'zcabc12@desk-17', 'import.wiki', 'done', 'page', '', '2 servers', 'ok', '', 0, '317372268f09c867382592f1105e46141b032ae4dc8d723e031a413e38541b7a')

INSERT INTO nk_audit_log VALUES (2, '2008-11-02T10:30:00.000Z', 'zcabc12@desk-17', 'settings.set', 'before', 'moodle/backup_sche_keep', '1', '3', '', 'UPDATE mdl_backup_config', 0, 'cc5d79e8c5fc77ca1d9ebdee7fbe8d8314f8ae2d5316c83f51cdaf0b651793c2')

INSERT INTO nk_audit_log VALUES (3, '2008-11-02T10:30:01.250Z', 'zcabc12@desk-17', 'settings.set', 'after', 'moodle/backup_sche_keep', '1', '3', 'ok', '', 2, 'c7fcd7bbc63eea23f061ad329706e71ff797140bf03b330ccfb2a305522c9fc9')

INSERT INTO nk_imported_history VALUES (1, 1, '2008-11-01T09:00:00.000Z', 'zcabc12@desk-17', 'import.wiki', 'done', 'page', '', '2 servers', 'ok', '', 0, '317372268f09c867382592f1105e46141b032ae4dc8d723e031a413e38541b7a')

INSERT INTO nk_imported_history VALUES (1, 2, '2008-11-02T10:30:00.000Z', 'zcabc12@desk-17', 'settings.set', 'before', 'moodle/backup_sche_keep', '1', '3', '', 'UPDATE mdl_backup_config', 0, 'cc5d79e8c5fc77ca1d9ebdee7fbe8d8314f8ae2d5316c83f51cdaf0b651793c2')

INSERT INTO nk_seals VALUES (X'6E6B5F736368656D615F76657273696F6E', '121d55466f0d529ca60b51c4a6206159ac1896a22953c90e6c3a76208c4c381c')

INSERT INTO nk_seals VALUES (X'6E6B5F776F726B7370616365', '65fd648a33be9f118ae96b86020722f12d348ae1208715412bba2ffb7ef4bdad')

INSERT INTO nk_seals VALUES (X'6E6B5F73657276657273', 'fb0742ad55f6b213d0c1c7453bb27f105054358697974cd593ab2a5aea96375c')

INSERT INTO nk_seals VALUES (X'6E6B5F7365727665725F666F6C64657273', '5b9c7adf0535a1bfd5c29a9d86d0486208694ee36bc92938d6d0fcb97a4ebd72')

INSERT INTO nk_seals VALUES (X'6E6B5F7365727665725F736E617073686F7473', '457ac27685cbfa2eb0291a247fc6e27ebb3088be06f49d3cf930ad409526c7f0')

INSERT INTO nk_seals VALUES (X'6E6B5F7365727665725F6661696C75726573', '0b7038fd0001225516ac1f3b4339a725f76b18786f16dc31c798e013f54ad03c')

INSERT INTO nk_seals VALUES (X'6E6B5F7369746573', 'c6020dd82831f6d2a9d8fca818772b928fd4984e17efbb763a94ed0eb93692b4')

INSERT INTO nk_seals VALUES (X'6E6B5F6167726565645F73657474696E6773', '97e50cc01857d21224b673d97a0e7f9533b4e234d7e580dc6e2151de935dddd5')

INSERT INTO nk_seals VALUES (X'6E6B5F73657474696E67735F736E617073686F7473', '5ac173458e37bc7a60a3355782fbc1d5844db71d59f1f3265e52bd5bedbefe37')

INSERT INTO nk_seals VALUES (X'6E6B5F617263686976655F72756E73', '6586388cda17689348faed34c8f068271c8409d1b7a7f101a7c7a9384f477932')

INSERT INTO nk_seals VALUES (X'6E6B5F61756469745F6C6F67', '0cc499d85448ba66850c8b9e17ced440a045f04768b0be78d30092cc160bfab7')

INSERT INTO nk_seals VALUES (X'6E6B5F696D706F727465645F686973746F7279', '34f41773158759ee3f9e16be0743572d9f6692df52fdfc0862bbaf1efcc723ba')
