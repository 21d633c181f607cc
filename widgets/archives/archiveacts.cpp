// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archiveacts.h"

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
    };
}

} // namespace Nightkeep
