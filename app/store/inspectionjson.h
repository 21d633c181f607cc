// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/jsonreader.h"
#include "models/coverage/backuppreview.h"
#include "models/coverage/changerate.h"
#include "models/servers/serversnapshot.h"

namespace Nightkeep {

/// What a snapshot holds beside mounts, file spaces and domain: real paths, rules, classes, virtual
/// mount points. Snapshots written before these were asked for lack all of them: not known.
void insertStorageRules(QJsonObject &object, const ServerSnapshot &snapshot);
void readStorageRules(JsonReader &reader, ServerSnapshot &snapshot);

// What was answered on demand.
[[nodiscard]] QJsonObject toJson(const ChangeRates &rates);
[[nodiscard]] ChangeRates readChangeRates(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const BackupPreview &preview);
[[nodiscard]] BackupPreview readBackupPreview(JsonReader &reader);

} // namespace Nightkeep
