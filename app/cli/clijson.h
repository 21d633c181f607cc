// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

#include <QJsonArray>
#include <QJsonObject>

namespace Nightkeep {

/// The JSON that others may rely on: fields are added, never renamed. Moments are ISO 8601 in UTC,
/// null where unknown; so are numbers. Paths: see insertPath().

[[nodiscard]] QJsonValue momentJson(const QDateTime &moment);
[[nodiscard]] QJsonValue numberJson(qint64 number); ///< null below zero
[[nodiscard]] QJsonValue textJson(const std::optional<QString> &text); ///< null if there is none
/// A path in a list: its text, or {path, pathBytes} where the bytes are not UTF-8.
[[nodiscard]] QJsonArray pathsJson(const QList<BytePath> &paths);
/// A second path of an object: `name`, and where it is not UTF-8 also `name` + "Bytes".
void insertOtherPath(QJsonObject &object, const QString &name, const BytePath &path);

[[nodiscard]] QJsonObject errorJson(const Error &error); ///< {kind, message, advice, detail}
[[nodiscard]] QJsonObject serverJson(const ServerRow &row);
[[nodiscard]] QJsonObject probeJson(const ProbeOutcome &outcome);
[[nodiscard]] QJsonObject coverageJson(const CoverageRow &row);
[[nodiscard]] QJsonObject findingJson(const Finding &finding);
[[nodiscard]] QJsonObject siteJson(const Site &site);
[[nodiscard]] QJsonObject settingJson(const SettingRow &row);
[[nodiscard]] QJsonObject changeJson(const ConfigChange &change);
[[nodiscard]] QJsonObject outcomeJson(const ConfigOutcome &outcome);
[[nodiscard]] QJsonObject historyJson(const SettingsHistoryEntry &entry);
[[nodiscard]] QJsonObject archivePlanJson(const ArchivePlan &plan);
[[nodiscard]] QJsonObject archiveRecordJson(const ArchiveRecord &record);
[[nodiscard]] QJsonObject archiveContentsJson(const ArchiveContents &contents);

[[nodiscard]] QString archiveRuleName(ArchiveRule rule); ///< "since-last-run", "newest-per-course"
[[nodiscard]] QString memberCheckName(ArchiveMember::Check check);
[[nodiscard]] QString outcomeName(ConfigOutcome::Kind kind);

} // namespace Nightkeep
