// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivestartfacts.h"

#include "models/archives/archiveplantable.h"
#include "models/archives/archiveproposal.h"
#include "models/base/format.h"
#include "widgets/common/factsview.h"
#include "widgets/widgetstr.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

QString roomWords(const ArchivePlan &plan, qint64 freeBytes)
{
    const QString needed = bytesInWords(plan.neededBytes());
    const QString free = bytesInWords(freeBytes);
    return plan.neededBytes() <= freeBytes
        ? WidgetsTr::tr("%1 of the %2 that is free").arg(needed, free)
        : WidgetsTr::tr("%1, but only %2 is free, so it cannot be started").arg(needed, free);
}

/// Without room on its server nothing is begun; on this workstation that is seen again when it comes there.
void describeRoom(FactsView &view, const ArchivePlan &plan)
{
    const QString needed = bytesInWords(plan.neededBytes());
    view.fact(WidgetsTr::tr("Needs"),
              plan.freeBytes < 0
                  ? WidgetsTr::tr("%1; how much is free cannot be told, so it cannot be started").arg(needed)
                  : roomWords(plan, plan.freeBytes));
    for (const RoomHere &room : plan.roomHere)
        view.fact(WidgetsTr::tr("Needs at %1", "a place on this workstation").arg(visibleText(room.place)),
                  room.freeBytes < 0 ? WidgetsTr::tr("%1; how much is free there cannot be told").arg(needed)
                                     : roomWords(plan, room.freeBytes));
}

constexpr int mostAccepted = 50; // the plan's table has all

void describeAccepted(FactsView &view, const ArchivePlan &plan)
{
    if (plan.request.accepted.isEmpty())
        return;
    QHash<qint64, QString> names; // of courses without; another has its backup by now
    for (const ArchiveWarning &warning : plan.warnings)
        names.insert(warning.courseId, warning.course);
    view.heading(WidgetsTr::tr("Accepted without"));
    int told = 0;
    int more = 0;
    for (const AcceptedCourse &accepted : plan.request.accepted) {
        const auto name = names.constFind(accepted.course);
        if (name == names.cend())
            continue;
        if (++told > mostAccepted)
            ++more;
        else
            view.paragraph(WidgetsTr::tr("%1: %2", "a course, and why it may be without a backup")
                               .arg(visibleText(*name), visibleText(accepted.reason)));
    }
    if (more > 0)
        view.paragraph(WidgetsTr::tr("and %1 more, as the step before has them").arg(more));
}

} // namespace

void describeStart(FactsView &view, const ArchivePlan &plan, const QString &reason, qint64 seconds)
{
    const PageAnswer answer = planAnswer(plan);
    view.title(plan.request.name + QStringLiteral(".tar"), WidgetsTr::tr("made from %1").arg(plan.request.site));
    view.state(answer.state, answer.sentence);
    view.fact(WidgetsTr::tr("Goes to"),
              WidgetsTr::tr("%1 on %2", "a folder and a server").arg(displayPath(plan.archiveFolder), plan.server));
    view.fact(WidgetsTr::tr("From"), displayPath(plan.dataFolder));
    view.fact(WidgetsTr::tr("Term"), visibleText(plan.request.term));
    view.fact(WidgetsTr::tr("Made by"), originWords(plan.request.origin));
    view.fact(WidgetsTr::tr("Takes"),
              WidgetsTr::tr("%n zips of %1", nullptr, plan.includedCount()).arg(bytesInWords(plan.includedBytes())));
    describeRoom(view, plan);
    view.fact(WidgetsTr::tr("How long"),
              seconds < 0 ? WidgetsTr::tr("not known: no archive has been completed on this server")
                          : WidgetsTr::tr("about %1, as the last one took").arg(durationInWords(seconds)));
    view.fact(WidgetsTr::tr("Then goes to"),
              plan.request.places.isEmpty() ? WidgetsTr::tr("no place: it lies on its server alone")
                                            : visibleText(plan.request.places.join(QStringLiteral(", "))));
    view.fact(WidgetsTr::tr("Earlier archives"), WidgetsTr::tr("are not touched"));
    const auto open = std::count_if(plan.warnings.cbegin(), plan.warnings.cend(),
                                    [](const ArchiveWarning &each) { return each.accepted.isEmpty(); });
    if (open > 0) {
        view.heading(WidgetsTr::tr("What it warns of"));
        view.paragraph(reason.isEmpty() ? WidgetsTr::tr(
                           "%n warnings stay open with the archive until somebody accepts them.", nullptr, int(open))
                                        : WidgetsTr::tr("Accepted: %1").arg(visibleText(reason)));
    }
    describeAccepted(view, plan);
    for (const QString &remark : planRemarks(plan))
        view.paragraph(remark);
    view.heading(WidgetsTr::tr("When the window is closed"));
    view.paragraph(WidgetsTr::tr("Once it is started, %1 makes it alone: this window, Nightkeep and this machine may "
                                 "be closed. The page finds it again and says how far it is.")
                       .arg(plan.server));
    view.heading(WidgetsTr::tr("What is run on the server"));
    view.fixedWidth(archiveCommand(plan));
}

} // namespace Nightkeep
