// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/jsonreader.h"
#include "models/reachability/databasestatus.h"
#include "models/reachability/webcheck.h"

namespace Nightkeep {

// The forms in which the workspace and the exported document keep what was asked on demand.
[[nodiscard]] QJsonObject toJson(const WebAnswer &answer);
[[nodiscard]] WebAnswer readWebAnswer(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const DatabaseAnswer &answer);
[[nodiscard]] DatabaseAnswer readDatabaseAnswer(JsonReader &reader);

} // namespace Nightkeep
