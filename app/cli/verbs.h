// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/clicontext.h"

namespace Nightkeep {

/// Each verb does one thing and hands back what it has to say; see `nightkeepctl --help`.
using VerbResult = Result<CliAnswer>;

[[nodiscard]] VerbResult demoVerb(CliContext &context);
[[nodiscard]] VerbResult importWikiVerb(CliContext &context);
[[nodiscard]] VerbResult exportWikiVerb(CliContext &context);
[[nodiscard]] VerbResult serversVerb(CliContext &context);
[[nodiscard]] VerbResult probeVerb(CliContext &context);
[[nodiscard]] VerbResult coverageVerb(CliContext &context);
[[nodiscard]] VerbResult requestVerb(CliContext &context);
[[nodiscard]] VerbResult changeRateVerb(CliContext &context); ///< servers change-rate
[[nodiscard]] VerbResult previewVerb(CliContext &context); ///< coverage preview
[[nodiscard]] VerbResult sitesVerb(CliContext &context);
[[nodiscard]] VerbResult settingsVerb(CliContext &context);
[[nodiscard]] VerbResult archiveVerb(CliContext &context);
[[nodiscard]] VerbResult workspaceVerb(CliContext &context);
[[nodiscard]] VerbResult checkVerb(CliContext &context);

/// "servers decide": figures and agreements about one server.
[[nodiscard]] VerbResult decideServer(CliContext &context, Workspace &workspace);
// Second words of "servers".
[[nodiscard]] VerbResult serverHistory(CliContext &context, Workspace &workspace);
[[nodiscard]] VerbResult serverChanges(CliContext &context, Workspace &workspace);
[[nodiscard]] VerbResult compareTwoServers(CliContext &context, Workspace &workspace);
/// `servers web` and `servers pair`: what is only asked on demand.
[[nodiscard]] VerbResult webVerb(CliContext &context, Workspace &workspace);
[[nodiscard]] VerbResult pairVerb(CliContext &context, Workspace &workspace);

/// The site of --site, or the only one there is.
[[nodiscard]] Result<Site> chosenSite(CliContext &context);
/// The servers named (full or short name), or all. BadInput for a name that is not in the matrix.
[[nodiscard]] Result<QList<ServerRow>> chosenServers(CliContext &context, const QStringList &names);
/// BadInput for a verb's unknown second word, listing the known ones.
[[nodiscard]] Unexpected unknownAction(const QString &verb, const QString &action, const QStringList &known);

} // namespace Nightkeep
