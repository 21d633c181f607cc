// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/frame.h"
#include "models/catalogue/cataloguestore.h"
#include "models/courses/site.h"

#include <QMap>

namespace Nightkeep {

/// What a restore by resources/remote/restore-drill.sh gave.
struct DrillAnswer
{
    QMap<QString, qint64> said; ///< activities by module, as the copy says
    QMap<QString, qint64> came; ///< as they were restored
    qint64 sectionsSaid = -1; ///< -1: not known, as of all numbers
    qint64 sectionsCame = -1;
    bool saysUsers = false;
    qint64 usersCame = -1;
    qint64 status = -1; ///< of Moodle's program
    qint64 seconds = -1;
    QString words; ///< the end of what it said
    bool isRemoved = false; ///< the category
    QString leftWords; ///< why it is not
};

/// Damaged for what does not fit together. Up to 1,000 modules; takes what readFrame() takes, each record once, so
/// there is no cancel token.
[[nodiscard]] Result<DrillAnswer> parseDrillAnswer(const QList<FrameRecord> &records);
/// Sets outcome, cameBack, missing and seconds. Proven is only what the program said went well and in which each count
/// of the copy came back.
void judgeDrill(RestoreDrill &drill, const DrillAnswer &answer, const QString &category);
/// The sentence for its "refused" record, with `target` the site on which it was to run.
[[nodiscard]] Error drillRefusal(const FrameRecord &record, const Site &target);

} // namespace Nightkeep
