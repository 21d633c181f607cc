// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archiveacts.h"

#include "widgets/catalogue/drilldialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/widgetstr.h"

namespace Nightkeep {

namespace {

bool isComplete(const ArchiveRecord *record)
{
    return record && record->status.state == ArchiveState::Complete;
}

bool always(const ArchiveRecord *)
{
    return true;
}

/// A drill of a copy out of an archive.
template<typename Dialog> void openDrill(const ArchiveActPlace &place, const ArchiveRecord *record)
{
    RestoreDrill begun;
    begun.run = record->run.id;
    begun.site = record->run.request.site;
    auto *dialog = new Dialog(place.context, begun, place.page);
    QObject::connect(dialog, &Dialog::recorded, place.page, place.changed);
    openModal(dialog);
}

} // namespace

QList<ArchiveAct> archiveActs()
{
    using Group = ArchiveAct::Group;
    return {
        // One act a line or a few, each with what it opens in its own room.
        {Group::OfTheArchive, "restorable", "courses", WidgetsTr::tr("Which Moodle takes it…"),
         WidgetsTr::tr("Which of the workspace's Moodles restores its copies, and whether with users' data"),
         isComplete,
         [](const ArchiveActPlace &place, const ArchiveRecord *record) {
             openModal(new RestorableDialog(place.context, *record, place.changed, place.page));
         }},
        {Group::OfTheArchive, "drillRecord", "edit", WidgetsTr::tr("Record a restore drill…"),
         WidgetsTr::tr("That somebody restored a copy out of it to see that it can be, and what came of it"),
         isComplete, openDrill<DrillRecordDialog>, true},
        {Group::OfTheArchive, "drillRun", "play", WidgetsTr::tr("Run a restore drill…"),
         WidgetsTr::tr("Let a Moodle for tests restore a copy out of it by its own program"), isComplete,
         openDrill<DrillRunDialog>, true},
        {Group::OfAllArchives, "drills", "history", WidgetsTr::tr("Restore drills…"),
         WidgetsTr::tr("Every copy that was restored to see that it can be, and what came of it"), always,
         [](const ArchiveActPlace &place, const ArchiveRecord *) {
             openModal(new DrillsDialog(place.context, place.changed, place.page));
         }},
    };
}

} // namespace Nightkeep
