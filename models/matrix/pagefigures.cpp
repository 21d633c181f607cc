// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/pagefigures.h"

#include "models/storage/figureproposal.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

bool speaksOfDeletion(const QString &line)
{
    return line.contains(QLatin1String("delet"), Qt::CaseInsensitive);
}

} // namespace

BackupFigures figuresOfAll(const QStringList &lines)
{
    static const QRegularExpression allMachines(
        QStringLiteral("\\b(all|every|each)\\s+((of|the|our|these)\\s+)*(machine|server|host)s?\\b"),
        QRegularExpression::CaseInsensitiveOption);
    BackupFigures figures;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!allMachines.match(lines.at(i)).hasMatch())
            continue;
        const bool goesOn = !speaksOfDeletion(lines.at(i)) && speaksOfDeletion(lines.value(i + 1));
        const BackupFigures said = proposedBackup(goesOn ? lines.at(i) + u'\n' + lines.at(i + 1) : lines.at(i));
        if (said.isEmpty() || said == figures)
            continue;
        if (!figures.isEmpty())
            return {};
        figures = said;
    }
    return figures;
}

} // namespace Nightkeep
