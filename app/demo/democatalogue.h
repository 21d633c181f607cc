// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/democourses.h"
#include "app/demo/demofolder.h"
#include "app/demo/demoworkspace.h"

namespace Nightkeep {

/// What the storage manager lists of the data server's course backups, as "dsmc query backup -inactive": those that it
/// took before it came by for the last time.
void writeDemoVersions(DemoFolder &folder, const QList<DemoCourse> &courses, quint64 seed);
/// That an archive was handed over to it, for the client of the demo (resources/demo/dsmc.sh).
void writeDemoHandOver(DemoFolder &folder, const ArchiveRecord &record);

/// The archives with what is known about them: terms, places, where one was handed over to, what they hold, that one
/// was read again and restored from, and a plan that was kept.
[[nodiscard]] Result<void> rememberDemoArchives(const DemoEstate &estate, const DemoStores &stores);

} // namespace Nightkeep
