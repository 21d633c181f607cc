// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archiveacts.h"

#include "widgets/catalogue/archivecopiesdialog.h"
#include "widgets/catalogue/archiveproofsdialog.h"
#include "widgets/catalogue/cataloguesearchdialog.h"
#include "widgets/catalogue/drilldialogs.h"
#include "widgets/catalogue/duecopiesdialog.h"
#include "widgets/catalogue/findcopydialog.h"
#include "widgets/common/openmodal.h"
#include "widgets/places/handoversdialog.h"
#include "widgets/places/keepingdialogs.h"
#include "widgets/places/placedialogs.h"
#include "widgets/widgetstr.h"

namespace Nightkeep {

namespace {

bool isComplete(const ArchiveRecord *record)
{
    return record && record->status.state == ArchiveState::Complete;
}

bool isInPlace(const ArchiveRecord *record)
{
    return isComplete(record) && record->status.copy == ArchiveCopy::InPlace;
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
        {Group::OfTheArchive, "handOver", "export", WidgetsTr::tr("Hand over…"),
         WidgetsTr::tr("See where else the finished archive is, hand it over to a place, or confirm that it is there"),
         isComplete,
         [](const ArchiveActPlace &place, const ArchiveRecord *record) {
             openModal(new HandOversDialog(place.context, *record, place.changed, place.page));
         }},
        {Group::OfTheArchive, "removeLocal", "remove", WidgetsTr::tr("Remove from its server…"),
         WidgetsTr::tr("Remove the archive from its server, once another place is confirmed to have it"), isInPlace,
         [](const ArchiveActPlace &place, const ArchiveRecord *record) {
             openModal(new RemoveLocalDialog(place.context, *record, place.changed, place.page));
         },
         true},
        {Group::OfAllArchives, "pastYears", "history", WidgetsTr::tr("Past their years…"),
         WidgetsTr::tr("Copies of archives that are kept for longer than was agreed, and what to do about each"),
         always,
         [](const ArchiveActPlace &place, const ArchiveRecord *) {
             openModal(new PastYearsDialog(place.context, place.changed, place.page));
         }},
        {Group::OfAllArchives, "archivePlaces", "folders", WidgetsTr::tr("Places…"),
         WidgetsTr::tr("Say where finished archives are handed over to"), always,
         [](const ArchiveActPlace &place, const ArchiveRecord *) {
             openModal(new PlacesDialog(place.context, place.changed, place.page));
         }},
        {Group::OfAllArchives, "findCopy", "search", WidgetsTr::tr("Find a copy…"),
         WidgetsTr::tr("Where a course is as it was on a day: every place, best first, and how to get it"), always,
         [](const ArchiveActPlace &place, const ArchiveRecord *chosen) {
             openModal(new FindCopyDialog(place.context, chosen ? chosen->run.request.site : QString(), QString(),
                                          place.page));
         }},
        {Group::OfAllArchives, "searchArchives", "search", WidgetsTr::tr("Search all archives…"),
         WidgetsTr::tr("Copies in all archives, by the course's name and the file's"), always,
         [](const ArchiveActPlace &place, const ArchiveRecord *) {
             openModal(new CatalogueSearchDialog(place.context, place.page));
         }},
        {Group::OfTheArchive, "archiveCopies", "archives", WidgetsTr::tr("Take copies out…"),
         WidgetsTr::tr("Look into single zips of the archive, and take them out here or on its server"), isComplete,
         [](const ArchiveActPlace &place, const ArchiveRecord *record) {
             openModal(new ArchiveCopiesDialog(place.context, *record, place.page));
         }},
        {Group::OfTheArchive, "archiveProofs", "lock", WidgetsTr::tr("Proofs…"),
         WidgetsTr::tr("Sign the archive's manifest and check its signature; read copies of it through"), isComplete,
         [](const ArchiveActPlace &place, const ArchiveRecord *record) {
             openModal(new ArchiveProofsDialog(place.context, *record, place.changed, place.page));
         }},
        {Group::OfAllArchives, "dueCopies", "history", WidgetsTr::tr("Read what is due…"),
         WidgetsTr::tr("Read the copies of archives through that were longest not read"), always,
         [](const ArchiveActPlace &place, const ArchiveRecord *) {
             openModal(new DueCopiesDialog(place.context, place.changed, place.page));
         }},
        {Group::OfAllArchives, "archiveSigners", "lock", WidgetsTr::tr("Signers…"),
         WidgetsTr::tr("Whose keys may sign the manifests of archives"), always,
         [](const ArchiveActPlace &place, const ArchiveRecord *) {
             openModal(new SignersDialog(place.context, place.changed, place.page));
         }},
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
