// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the programs of hand-overs answer, and what the storage manager's client lists.
#include "models/places/handoveranswers.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/madeframe.h"

#include <QTimeZone>

using namespace Nightkeep;

namespace {

const BytePath handedTar = "/data/archives/summer.tar";
const QByteArray handedLine =
    "   1,500  B  2008-11-29 09:30:00    /data/archives/summer.tar 2018-11-27 Nightkeep archive r1: summer of moodle "
    "RetInit:STARTED ObjHeld:NO\n";

} // namespace

bool fuzz(const QByteArray &data)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(1219970000, QTimeZone::utc());
    if (!data.startsWith("NIGHTKEEP"))
        return !parseQueryArchive(data, handedTar).isEmpty();
    const QList<FrameRecord> records = recordsIn(data);
    ArchiveRun run;
    run.id = QStringLiteral("r1");
    run.request.name = QStringLiteral("summer");
    run.archiveFolder = "/data/archives";
    ArchiveStatus status;
    status.tarBytes = 1500;
    status.sha256 = QByteArray(64, 'a');
    const bool isLook = parseConfirmed(records, {}, expectedCopy(run, status), moment).has_value();
    const Result<QList<HandOver>> all = parseHandOvers(records, run, status, {}, moment);
    return isLook || (all && !all->isEmpty());
}

QByteArrayList seeds()
{
    const QByteArray sha(64, 'a');
    const FrameRecord now {"now", {"1219980000"}};
    const FrameRecord finished {"finished", {}};
    const FrameRecord folder {"handover",
                              {"nas",        "ended",  "naming",     "0",        "0",         "",     "",
                               "",           "folder", "",           "/mnt/nas", "described", "rfg",  "1219970000",
                               handedTar,    "",       "",           "",         "",          "1500", sha,
                               "1219980000", "found",  "1219980000", "1500",     sha,         "no",   "log\nlines"}};
    const FrameRecord storage {"handover", {"tsm",      "ended",      "confirming",
                                            "0",        "0",          "not-confirmed",
                                            "exited 4", "confirming", "storageManager",
                                            "",         "",           "described",
                                            "rfg",      "1219970000", handedTar,
                                            "exited",   "4",          "0",
                                            handedLine, "",           "",
                                            "",         "",           "",
                                            "",         "",           "no",
                                            ""}};
    return {handedLine, frameOf("handover-status", {now, folder, storage, finished}),
            frameOf("handover-confirm",
                    {{"looked", {"found", "1500", sha, "0", handedLine, handedTar, "storageManager", ""}}, finished})};
}
