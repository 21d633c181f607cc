// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/jsonreader.h"
#include "models/archives/archivestore.h"
#include "models/base/auditlog.h"
#include "models/courses/site.h"
#include "models/settings/settingsstore.h"

namespace Nightkeep {

// The forms in which the workspace's column payloads and the exported document say these things.
[[nodiscard]] QJsonObject toJson(const Site &site);
[[nodiscard]] Site readSite(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const SettingsSnapshot &snapshot);
[[nodiscard]] SettingsSnapshot readSettingsSnapshot(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const ArchiveStatus &status);
[[nodiscard]] ArchiveStatus readArchiveStatus(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const ArchiveRecord &record);
[[nodiscard]] ArchiveRecord readArchiveRecord(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const AuditEntry &entry);
[[nodiscard]] AuditEntry readAuditEntry(JsonReader &reader);

/// Texts by name, as a list of objects in the order of the names.
[[nodiscard]] QJsonArray jsonTexts(const QHash<QString, QString> &texts);
[[nodiscard]] QHash<QString, QString> readTexts(JsonReader &reader, const char *name);

[[nodiscard]] QString archiveRuleWord(ArchiveRule rule);
[[nodiscard]] std::optional<ArchiveRule> archiveRuleFromWord(const QString &word);

} // namespace Nightkeep
