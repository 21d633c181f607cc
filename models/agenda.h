// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/estate.h"
#include "models/meeting/agendaitem.h"
#include "models/meeting/pack.h"

namespace Nightkeep {

/// What is to be decided, in the order in which a meeting goes through it: questions of the page, figures, servers,
/// settings, findings. What has been decided, and still stands so, is not among it; a figure of a promise or a server
/// stays until it is agreed, whatever was decided in words.
/// `findings`: the open ones; only those of which people decide become items.
[[nodiscard]] QList<AgendaItem> agendaOf(const WorkspaceReading &reading, const QList<Finding> &findings,
                                         const QList<Decision> &decisions);
/// The open questions of the team's page, with what the rules answer.
[[nodiscard]] QList<AgendaItem> questionsOfThePage(const WorkspaceReading &reading);
/// The minutes of a day as plain text: who, what was decided, why, and what is still open.
[[nodiscard]] QString minutesOf(const QDate &day, const QList<Decision> &decisions, const QList<AgendaItem> &open);

/// The pack of a workspace, in the language that is set: summary, matrix, coverage, settings against agreed, archives,
/// promises with the strip, what-if tables, questions, decisions since the last pack. Pure: no clock. Cancelled.
[[nodiscard]] Result<Pack> makePack(const Estate &estate, const WorkspaceInfo &info, const QList<Decision> &decisions,
                                    const std::optional<PackSummary> &last, const CancelToken &cancel,
                                    const ProgressSink &progress = {});
/// The same of a workspace as it is now, against the pack that was kept last. Blocks: use a job.
[[nodiscard]] Result<Pack> readPack(Workspace &workspace, const CancelToken &cancel, const ProgressSink &progress = {});

} // namespace Nightkeep
