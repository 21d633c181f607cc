// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/servers/server.h"

#include <QDate>
#include <QList>

namespace Nightkeep {

/// What is still to be agreed: at most one finding a server, a warning where its day has passed, else
/// info; and one for all servers with wanted folders of which nobody has said whether the backup
/// policy is agreed ("The figures/text in red needs to be agreed", says the team's page).
[[nodiscard]] QList<Finding> decisionFindings(const QList<Server> &servers, const QDate &today);

} // namespace Nightkeep
