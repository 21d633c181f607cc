// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a restore drill answers.
#include "models/catalogue/drillanswer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/madeframe.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const QList<FrameRecord> records = recordsIn(data);
    for (const FrameRecord &record : records) {
        if (record.type == "refused" && !record.fields.isEmpty() && drillRefusal(record, Site()).message.isEmpty())
            return false;
    }
    const Result<DrillAnswer> answer = parseDrillAnswer(records);
    if (!answer)
        return false;
    RestoreDrill drill;
    judgeDrill(drill, *answer, QStringLiteral("nightkeep-drill-1"));
    return true;
}

QByteArrayList seeds()
{
    const FrameRecord restored {"restored", {"0", "12", "== Restored course ID 3 =="}};
    const FrameRecord finished {"finished", {}};
    return {frameOf("restore-drill",
                    {{"says", {"666f72756d", "2"}},
                     {"came", {"666f72756d", "1"}},
                     {"others", {"3", "3", "yes", "5"}},
                     restored,
                     {"category", {"removed"}},
                     finished}),
            frameOf("restore-drill",
                    {{"others", {"3", "", "no", ""}}, restored, {"category", {"left", "6", "a reason"}}, finished})};
}
