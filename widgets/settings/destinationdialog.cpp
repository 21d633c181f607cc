// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/destinationdialog.h"

#include "models/base/format.h"
#include "models/workspace.h"
#include "widgets/common/factsview.h"

#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

void destinationWriting(FactsView &view, const DestinationFacts &found)
{
    const QString user =
        found.webUser.isEmpty() ? DestinationDialog::tr("the web server's user") : visibleText(found.webUser);
    if (!found.isWritable)
        view.state(State::Unknown,
                   DestinationDialog::tr("Whether Moodle may write there, as %1, is not known.").arg(user),
                   DestinationDialog::tr("Say in the site's details as whom Moodle's own programs run, then check "
                                         "again."));
    else if (*found.isWritable)
        view.state(State::Good, DestinationDialog::tr("Moodle may write there, as %1.").arg(user));
    else
        view.state(State::Bad,
                   DestinationDialog::tr("Moodle may not write there, as %1: its backups would fail.").arg(user),
                   DestinationDialog::tr("Have the folder given to that user, or choose another."));
}

void destinationExposure(FactsView &view, const std::optional<bool> &isBelowWeb)
{
    if (!isBelowWeb)
        view.state(State::Unknown,
                   DestinationDialog::tr("Whether the web server hands out what is in there is not known."),
                   DestinationDialog::tr("Say in the site's details where Moodle's code is, then check again."));
    else if (*isBelowWeb)
        view.state(State::Bad,
                   DestinationDialog::tr("It is inside what the web server hands out: anyone could download the "
                                         "backups, with all that people wrote."),
                   DestinationDialog::tr("Choose a folder outside of Moodle's code."));
    else
        view.state(State::Good, DestinationDialog::tr("It is outside of what the web server hands out."));
}

QString destinationOrUnknown(const QString &text)
{
    return text.isEmpty() ? DestinationDialog::tr("unknown") : visibleText(text);
}

} // namespace

DestinationDialog::DestinationDialog(const PageContext &context, const Site &site, const BytePath &folder,
                                     QWidget *parent)
    : SiteCheckDialog(context, QStringLiteral("destinationDialog"),
                      displayPath(folder.isEmpty() ? site.dataFolder : folder), parent)
    , m_site(site)
    , m_folder(folder.isEmpty() ? site.dataFolder : folder)
    , m_isOwn(folder.isEmpty())
    , m_room(new QProgressBar(this))
{
    setWindowTitle(tr("Where the backups of %1 go", "a site").arg(visibleText(site.name)));
    m_room->setObjectName(QStringLiteral("destinationRoom"));
    m_room->setAccessibleName(tr("Room that is taken"));
    m_room->hide();
    content()->addWidget(m_room);
    begin([this] { ask(); }, 80, 20);
}

void DestinationDialog::ask()
{
    m_room->hide();
    SettingsService *service = &context().workspace.settings();
    start<DestinationFacts>(
        tr("Check where the backups of %1 go").arg(m_site.name), m_site.dataServer,
        [service, site = m_site, folder = m_folder](const CancelToken &cancel, const ProgressSink &) {
            return service->destination(site, folder, cancel);
        },
        [this](const DestinationFacts &found) { showFound(found); });
}

void DestinationDialog::showFound(const DestinationFacts &found)
{
    showRoom(found);
    facts()->describe(
        {}, [site = m_site, folder = m_folder, isOwn = m_isOwn, found, words = locale()](FactsView &view) {
            view.title(displayPath(folder), tr("on %1", "a server").arg(visibleText(site.dataServer)));
            if (isOwn)
                view.paragraph(tr("No folder is used: each course's backups go into its own, below Moodle's data."));
            if (!found.exists) {
                view.state(
                    State::Bad, tr("There is no such folder."),
                    tr("Have it made on %1, and given to the web server's user.").arg(visibleText(site.dataServer)));
            } else {
                view.state(State::Good, tr("The folder is there."));
                destinationWriting(view, found);
            }
            if (found.exists || found.isBelowWeb)
                destinationExposure(view, found.isBelowWeb);
            if (!found.exists)
                return;
            if (found.freeBytes == 0)
                view.state(State::Bad, tr("There is no room left."), tr("The next backup would fail."));
            view.fact(tr("File system"), destinationOrUnknown(found.fileSystem));
            view.fact(tr("Mounted on"), destinationOrUnknown(found.mountedOn));
            view.fact(tr("Free"), bytesInWords(found.freeBytes, words));
            view.fact(tr("In all"), bytesInWords(found.totalBytes, words));
        });
}

void DestinationDialog::showUnanswered(const Error &error)
{
    m_room->hide();
    SiteCheckDialog::showUnanswered(error);
}

void DestinationDialog::showRoom(const DestinationFacts &found)
{
    const bool isKnown = found.exists && found.freeBytes >= 0 && found.totalBytes > 0;
    m_room->setVisible(isKnown);
    if (!isKnown)
        return;
    const double free = double(found.freeBytes) / double(found.totalBytes);
    m_room->setValue(qRound(100 * (1 - std::min(free, 1.0))));
    m_room->setFormat(
        tr("%1 of %2 free").arg(bytesInWords(found.freeBytes, locale()), bytesInWords(found.totalBytes, locale())));
}

} // namespace Nightkeep
