// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivemanifest.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/madeframe.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    // As it is, and with a number at its end that is right: else a changed one would be read no further than to that.
    const bool read = parseManifest(data).has_value();
    const Result<ArchiveManifest> manifest = parseManifest(frameOf("archive-manifest", recordsIn(data)));
    return read || (manifest && !manifest->files.isEmpty());
}

QByteArrayList seeds()
{
    const QByteArray moment = "1219970000";
    const FrameRecord run {"run",
                           {"20080829-031500-summer", "summer", "moodle", "newest-per-course", "2008-06-01", "moodle-a",
                            "/data/moodle", "/data/archives", "rfg@workspace", moment, "2", "705"}};
    const FrameRecord tar {"tar", {"10240", QByteArray(64, 'a'), moment}};
    return {
        frameOf("archive-manifest",
                {run,
                 tar,
                 {"file", {"33/backupdata/a\n\xff.zip", "700", moment, QByteArray(64, 'b'), "33", moment, "BIOC1001"}},
                 {"file", {"course-47/b.mbz", "5", moment, QByteArray(64, 'c'), "", "", ""}}}),
        frameOf("archive-manifest",
                {run,
                 tar,
                 {"file", {"33/backupdata/a.zip", "700", moment}},
                 {"file", {"47/backupdata/b.zip", "5", moment}}})};
}
