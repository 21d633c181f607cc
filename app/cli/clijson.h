// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/json.h"
#include "models/workspace.h"

namespace Nightkeep {

/// The JSON that others may rely on: fields are added, never renamed. Most of it is what the types describe
/// (models/base/described.h) in the manner of the command line; what follows says more than that.

[[nodiscard]] QJsonValue numberJson(qint64 number); ///< null below zero

template<Described T> [[nodiscard]] QJsonObject cliJson(const T &value)
{
    return toJson(value, JsonManner::CommandLine);
}
template<Described T> [[nodiscard]] QJsonArray cliJson(const QList<T> &list)
{
    return Json::write(list, {}, JsonManner::CommandLine).toArray();
}

template<Described T> [[nodiscard]] QJsonValue cliJson(const std::optional<T> &value)
{
    return value ? QJsonValue(cliJson(*value)) : QJsonValue();
}

[[nodiscard]] QJsonObject serverJson(const ServerRow &row);
[[nodiscard]] QJsonObject probeJson(const ProbeOutcome &outcome);
[[nodiscard]] QJsonObject coverageJson(const CoverageRow &row);
[[nodiscard]] QJsonObject settingJson(const SettingRow &row);
[[nodiscard]] QJsonObject archivePlanJson(const ArchivePlan &plan);
[[nodiscard]] QJsonObject archiveRecordJson(const ArchiveRecord &record);
[[nodiscard]] QJsonObject archiveContentsJson(const ArchiveContents &contents);

} // namespace Nightkeep
