// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archiverunfacts.h"

#include "models/archives/archiveplantable.h"
#include "models/archives/archiveproposal.h"
#include "models/archives/archiverunstable.h"
#include "models/base/format.h"
#include "widgets/catalogue/drillfacts.h"
#include "widgets/catalogue/prooffacts.h"
#include "widgets/common/factsview.h"
#include "widgets/places/handoverfacts.h"
#include "widgets/widgetstr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype mostWarnings = 50; // all are in a dialog of their own

QString runWarningWords(const ArchiveRun &run, const ArchiveWarning &warning)
{
    const QString text = visibleText(warning.text);
    if (warning.accepted.isEmpty())
        return text;
    const QList<AcceptedCourse> &all = run.request.accepted;
    const auto by = std::find_if(all.cbegin(), all.cend(),
                                 [&warning](const AcceptedCourse &each) { return each.course == warning.courseId; });
    return WidgetsTr::tr("%1 Accepted by %2: %3", "a warning, a person, a reason")
        .arg(text, by == all.cend() ? WidgetsTr::tr("nobody known") : visibleText(by->by),
             visibleText(warning.accepted));
}

void describeNotes(FactsView &view, const ArchiveRecord &record, const QDateTime &now)
{
    if (const auto &moved = record.moved) {
        view.heading(WidgetsTr::tr("Where it went"), QStringLiteral("moved"));
        view.paragraph(visibleText(moved->text));
        view.fact(WidgetsTr::tr("Said by"), moved->by);
        view.fact(WidgetsTr::tr("Said"), ageInWords(moved->at, now));
    }
    if (record.run.warnings.isEmpty())
        return;
    view.heading(WidgetsTr::tr("What its plan warned of"), QStringLiteral("warnings"));
    if (const auto &accepted = record.accepted) {
        view.paragraph(visibleText(accepted->text));
        view.fact(WidgetsTr::tr("Accepted by"), accepted->by);
        view.fact(WidgetsTr::tr("Accepted"), ageInWords(accepted->at, now));
    }
    for (const ArchiveWarning &warning : record.run.warnings.mid(0, mostWarnings))
        view.paragraph(runWarningWords(record.run, warning));
    if (const qsizetype more = record.run.warnings.size() - mostWarnings; more > 0)
        view.paragraph(WidgetsTr::tr("and %n more: see \"All warnings\"", nullptr, int(more)));
}

/// An archive that was cancelled or did not finish holds nothing, whatever it was to hold.
QString holdingsHeading(ArchiveState state)
{
    switch (state) {
    case ArchiveState::None:
    case ArchiveState::Resumable:
        return WidgetsTr::tr("What it was to hold");
    case ArchiveState::Working:
    case ArchiveState::Unknown:
        return WidgetsTr::tr("What it is to hold");
    case ArchiveState::Complete:
        break;
    }
    return WidgetsTr::tr("What it holds");
}

void describeHoldings(FactsView &view, const ArchiveRecord &record, const QDateTime &now)
{
    const ArchiveRun &run = record.run;
    view.heading(holdingsHeading(record.status.state), QStringLiteral("holdings"));
    view.fact(WidgetsTr::tr("Zips"), WidgetsTr::tr("%n zips of %1", nullptr, run.files).arg(bytesInWords(run.bytes)));
    view.fact(WidgetsTr::tr("Warnings of its plan"), archiveWarningsText(record));
    view.fact(WidgetsTr::tr("Term"), visibleText(run.request.term));
    if (run.request.origin != ZipOrigin::Any)
        view.fact(WidgetsTr::tr("Made by"), originWords(run.request.origin));
    view.fact(WidgetsTr::tr("From"), displayPath(run.dataFolder));
    view.fact(WidgetsTr::tr("In"), displayPath(run.archiveFolder));
    view.fact(WidgetsTr::tr("On"), run.server);
    view.fact(WidgetsTr::tr("Started"), ageInWords(run.startedAt, now));
    view.fact(WidgetsTr::tr("By"), visibleText(run.startedBy));
}

void describeVerified(FactsView &view, const ArchiveRecord &record, const QDateTime &now)
{
    const ArchiveStatus &status = record.status;
    view.heading(WidgetsTr::tr("Verified"), QStringLiteral("verified"));
    view.paragraph(verifiedWords(record.run));
    view.fact(WidgetsTr::tr("Finished"), ageInWords(status.finishedAt, now));
    view.fact(WidgetsTr::tr("Size"), bytesInWords(status.tarBytes));
    view.fact(WidgetsTr::tr("Read back since"), ageInWords(status.readAt, now));
    view.paragraph(WidgetsTr::tr("SHA-256 of the finished file, read back:"));
    view.fixedWidth(QString::fromLatin1(status.sha256));
}

} // namespace

void describeRun(FactsView &view, const ArchiveRecord &record, const CatalogueRecords &catalogue, const QDateTime &now)
{
    const ArchiveRun &run = record.run;
    const ArchiveStatus &status = record.status;
    view.title(run.request.name + QStringLiteral(".tar"), WidgetsTr::tr("made from %1").arg(run.request.site));
    view.state(record.standing(), archiveRecordText(record),
               WidgetsTr::tr("Asked: %1").arg(ageInWords(record.asOf, now)));
    const QString gone = goneWords(record, now);
    for (const QString &said : {gone, status.failure}) {
        if (!said.isEmpty())
            view.paragraph(visibleText(said));
    }
    describeHoldings(view, record, now);
    if (status.state == ArchiveState::Complete)
        describeVerified(view, record, now);
    describePlaces(view, record, catalogue.handOvers, now);
    describeProofs(view, record, catalogue, now);
    describeNotes(view, record, now);
    describeRestores(view, record, catalogue, now);
    view.heading(WidgetsTr::tr("Name on the server"), QStringLiteral("name"));
    view.fixedWidth(run.id);
    if (!status.log.isEmpty()) {
        view.heading(WidgetsTr::tr("The job's log"), QStringLiteral("log"));
        view.fixedWidth(status.log);
    }
}

} // namespace Nightkeep
