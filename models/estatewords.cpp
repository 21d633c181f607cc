// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/estate.h"

namespace Nightkeep {

namespace {

QString ageSentence(const EstateSummary &estate, const QDateTime &now)
{
    if (!estate.oldestAnswer.isValid())
        return Tr::tr("No server has been asked yet.");
    return Tr::tr("Servers were asked %1.", "an age follows: 14 minutes ago").arg(ageInWords(estate.oldestAnswer, now));
}

EstateTile serversTile(const EstateSummary &estate, const QDateTime &now)
{
    EstateTile tile {Page::Servers, State::Good, Tr::tr("%n servers", nullptr, estate.servers), {}};
    const int never = estate.servers - estate.serversAsked;
    if (estate.servers == 0) {
        tile = {Page::Servers, State::Unknown, Tr::tr("No servers yet"), Tr::tr("The wiki page lists them.")};
    } else if (estate.serversFailed > 0) {
        tile.state = State::Bad;
        tile.detail = Tr::tr("%n of them could not be asked", nullptr, estate.serversFailed);
    } else if (never > 0) {
        tile.state = State::Unknown;
        tile.detail = Tr::tr("%n of them never asked", nullptr, never);
    } else {
        tile.detail = Tr::tr("all asked, %1").arg(ageInWords(estate.oldestAnswer, now));
    }
    return tile;
}

EstateTile foldersTile(const EstateSummary &estate)
{
    const CoverageCounts &counts = estate.coverage;
    if (counts.wanted() == 0)
        return {Page::Folders, State::Unknown, Tr::tr("No wanted folders yet"), {}};
    EstateTile tile {Page::Folders,
                     State::Good,
                     Tr::tr("%1 of %n wanted folders backed up", nullptr, counts.wanted()).arg(counts.covered),
                     {}};
    if (counts.uncovered > 0) {
        tile.state = State::Bad;
        tile.detail = Tr::tr("%n not backed up", nullptr, counts.uncovered);
    } else if (counts.partly > 0) {
        tile.state = State::Attention;
        tile.detail = Tr::tr("%n only partly", nullptr, counts.partly);
    } else if (counts.stale > 0) {
        tile.state = State::Attention;
        tile.detail = Tr::tr("%n stale", nullptr, counts.stale);
    } else if (counts.unknown > 0) {
        tile.state = State::Unknown;
        tile.detail = Tr::tr("%n unknown", nullptr, counts.unknown);
    } else {
        tile.detail = Tr::tr("none is missing");
    }
    return tile;
}

EstateTile settingsTile(const EstateSummary &estate, const QDateTime &now)
{
    if (estate.sites == 0)
        return {Page::Settings, State::Unknown, Tr::tr("No Moodle site yet"), {}};
    if (!estate.oldestSettings.isValid())
        return {Page::Settings, State::Unknown, Tr::tr("Options never read"), Tr::tr("Refresh the page to read them.")};
    const QString age = Tr::tr("read %1").arg(ageInWords(estate.oldestSettings, now));
    if (estate.settingsDiffer > 0)
        return {Page::Settings, State::Attention, Tr::tr("%n options not as agreed", nullptr, estate.settingsDiffer),
                age};
    if (estate.settingsUnknown > 0)
        return {Page::Settings, State::Unknown, Tr::tr("%n options unknown", nullptr, estate.settingsUnknown), age};
    return {Page::Settings, State::Good, Tr::tr("%n options as agreed", nullptr, estate.settingsSame), age};
}

EstateTile archivesTile(const EstateSummary &estate, const QDateTime &now)
{
    if (estate.archivesWorking > 0)
        return {Page::Archives, State::Working, Tr::tr("%n archives being made", nullptr, estate.archivesWorking), {}};
    if (estate.archives == 0)
        return {Page::Archives, State::Unknown, Tr::tr("No archives yet"), {}};
    const State state = estate.archivesComplete == estate.archives ? State::Good : State::Attention;
    const QString text = Tr::tr("%1 of %n archives complete", nullptr, estate.archives).arg(estate.archivesComplete);
    const QString detail = estate.lastArchive.isValid() ? Tr::tr("last one %1").arg(ageInWords(estate.lastArchive, now))
                                                        : Tr::tr("none has been finished");
    return {Page::Archives, state, text, detail};
}

} // namespace

State overviewState(const EstateSummary &estate)
{
    if (estate.isEmpty())
        return State::Unknown;
    if (estate.count(Severity::Critical) > 0)
        return State::Bad;
    if (estate.count(Severity::Warning) > 0)
        return State::Attention;
    const bool serversKnown = estate.serversAsked == estate.servers && estate.coverage.unknown == 0;
    const bool settingsKnown = estate.sites == 0 || (estate.oldestSettings.isValid() && estate.settingsUnknown == 0);
    return serversKnown && settingsKnown ? State::Good : State::Unknown;
}

QString overviewSentence(const EstateSummary &estate, const QDateTime &now)
{
    if (estate.isEmpty())
        return Tr::tr("This workspace is empty: nothing is watched yet.");
    const int urgent = estate.count(Severity::Critical);
    const int all = urgent + estate.count(Severity::Warning);
    QString answer;
    if (all == 0 && overviewState(estate) == State::Unknown)
        answer = Tr::tr("Nothing is known to need attention, but not everything has been asked.");
    else if (all == 0)
        answer = Tr::tr("Nothing needs attention today.");
    else if (urgent == 0)
        answer = Tr::tr("%n things need attention today, none of them urgent.", nullptr, all);
    else
        answer = Tr::tr("%n things need attention today, %1 of them urgent.", nullptr, all).arg(urgent);
    return Tr::tr("%1 %2", "two whole sentences").arg(answer, ageSentence(estate, now));
}

QList<EstateTile> estateTiles(const EstateSummary &estate, const QDateTime &now)
{
    return {serversTile(estate, now), foldersTile(estate), settingsTile(estate, now), archivesTile(estate, now)};
}

} // namespace Nightkeep
