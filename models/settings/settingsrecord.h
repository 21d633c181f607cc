// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"
#include "models/settings/settingsservice.h"

namespace Nightkeep {

/// How changes to options stand in the audit log: act "settings.set", object "site/option, option",
/// old and new values as JSON objects by option name, null for a missing row. Where a reason was given, the detail
/// begins with it, in a line "reason: ...".
[[nodiscard]] QString settingsAct();
/// The line written before the attempt: what is about to be tried, with the exact SQL.
[[nodiscard]] AuditEntry settingsBefore(const QString &site, const QList<ConfigChange> &changes,
                                        const QStringList &statements, const QString &reason);
/// The line of what came of it. Its values are those that were written, or may have been.
[[nodiscard]] AuditEntry settingsAfter(const QList<ConfigOutcome> &outcomes, const QString &reason);
[[nodiscard]] AuditEntry settingsFailed(const Error &error, const QString &reason);

/// A site's history, newest first: each attempt once, by its "after" line where there is one. An
/// attempt without one (the program ended in the middle) has an empty result.
[[nodiscard]] QList<SettingsHistoryEntry> settingsHistory(const QList<AuditEntry> &entries, const QString &site);

/// "Written", "Conflict" ... as a sentence with the values in words, for the log and for people.
[[nodiscard]] QString outcomeSentence(const ConfigOutcome &outcome);

/// What came of a plan as a whole: applied, not applied, partly (with which), or not known; a sentence or more.
[[nodiscard]] QString appliedInWords(const SettingsApplied &applied);

/// A stored text in words by its option's name; says so where there is no row.
[[nodiscard]] QString settingInWords(const QString &name, const std::optional<QString> &stored);

} // namespace Nightkeep
