// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/helptext.h"

#include "widgets/common/pagearea.h"
#include "widgets/widgetstr.h"

#include <QCoreApplication>
#include <QKeySequence>

namespace Nightkeep {

namespace {

QString paragraph(const QString &text)
{
    return QLatin1String("<p>") + text.toHtmlEscaped() + QLatin1String("</p>");
}

/// Rows of a word and what it means.
QString pairs(const QList<QPair<QString, QString>> &rows)
{
    QString html = QStringLiteral("<table cellpadding=\"4\">");
    for (const auto &[word, meaning] : rows)
        html += QLatin1String("<tr><td><b>") + word.toHtmlEscaped() + QLatin1String("</b></td><td>")
            + meaning.toHtmlEscaped() + QLatin1String("</td></tr>");
    return html + QLatin1String("</table>");
}

HelpSection startSection()
{
    return {
        QStringLiteral("start"), WidgetsTr::tr("First steps"),
        paragraph(WidgetsTr::tr("Nightkeep holds the team's workspace of servers, folders, Moodle backup options and "
                                "term archives against what is really there."))
            + QLatin1String("<ol><li>")
            + WidgetsTr::tr("Import the team's wiki page: File, Import wiki page. It fills the matrix of servers "
                            "with the folders that are backed up and the folders that should be.")
                  .toHtmlEscaped()
            + QLatin1String("</li><li>")
            + WidgetsTr::tr("Refresh the servers. Nightkeep asks each one, over SSH, what it has.").toHtmlEscaped()
            + QLatin1String("</li><li>")
            + WidgetsTr::tr("Look at the overview: everything that needs attention is there, most urgent first.")
                  .toHtmlEscaped()
            + QLatin1String("</li></ol>")};
}

HelpSection sectionOf(const PageArea &area)
{
    QString html;
    for (const QString &text : area.help)
        html += paragraph(text);
    return {pageName(area.page), area.question,
            html + QLatin1String("<p><a href=\"page:") + pageName(area.page) + QLatin1String("\">")
                + area.link.toHtmlEscaped() + QLatin1String("</a></p>")};
}

HelpSection wordsSection()
{
    return {QStringLiteral("words"), WidgetsTr::tr("Words and signs"),
            pairs({{WidgetsTr::tr("Server"), WidgetsTr::tr("a row of the matrix: one machine")},
                   {WidgetsTr::tr("Site"),
                    WidgetsTr::tr("one Moodle: database, data folder and code folder, which "
                                  "live on servers")},
                   {WidgetsTr::tr("Workspace"), WidgetsTr::tr("the team's shared workspace, one file or one database")},
                   {WidgetsTr::tr("Backup"), WidgetsTr::tr("versions that age out, to go back to last night")},
                   {WidgetsTr::tr("Archive"), WidgetsTr::tr("kept for years and never overwritten")},
                   {WidgetsTr::tr("Finding"),
                    WidgetsTr::tr("something a person should know, with its reason and the "
                                  "next step")},
                   {WidgetsTr::tr("Accepted"),
                    WidgetsTr::tr("a finding of which somebody has said why nothing needs doing; counted apart until "
                                  "the day that was said, or until it is worse or another")}})
                + paragraph(WidgetsTr::tr("Five signs stand for the five states:"))
                + pairs({{WidgetsTr::tr("good: a check in a disc"), WidgetsTr::tr("asked, and as it should be")},
                         {WidgetsTr::tr("attention: a triangle"), WidgetsTr::tr("somebody should look at it soon")},
                         {WidgetsTr::tr("bad: an octagon with a cross"), WidgetsTr::tr("wrong now")},
                         {WidgetsTr::tr("unknown: a broken ring with a question mark"),
                          WidgetsTr::tr("not asked, or not answered; never to be read as good")},
                         {WidgetsTr::tr("working: an hourglass"), WidgetsTr::tr("being done at this moment")}})};
}

HelpSection unlockSection()
{
    return {QStringLiteral("unlock"), WidgetsTr::tr("Unlocking"),
            paragraph(WidgetsTr::tr("Nightkeep starts locked: it looks and changes nothing outside its own workspace. "
                                    "Unlock on the page of Moodle settings allows changes for this sitting only."))
                + paragraph(WidgetsTr::tr("Each change is planned, shown and asked about once, and the log of acts "
                                          "keeps who changed what, when, and what came of it. A change can be "
                                          "undone from its history."))};
}

HelpSection keysSection()
{
    const auto keys = [](const QKeySequence &sequence) { return sequence.toString(QKeySequence::NativeText); };
    return {QStringLiteral("keys"), WidgetsTr::tr("Keyboard"),
            pairs({{keys(QKeySequence(QStringLiteral("Ctrl+1"))), WidgetsTr::tr("the first page, and so on")},
                   {WidgetsTr::tr("Alt"),
                    WidgetsTr::tr("with the underlined letter: open a menu; the one named "
                                  "as the page has all that can be done there")},
                   {keys(QKeySequence(Qt::CTRL | Qt::Key_K)), WidgetsTr::tr("search everything")},
                   {keys(QKeySequence::Find), WidgetsTr::tr("filter the page's table")},
                   {keys(QKeySequence(Qt::Key_F5)),
                    WidgetsTr::tr("refresh: ask anew what the page shows; on the overview, all")},
                   {keys(QKeySequence(Qt::CTRL | Qt::Key_J)), WidgetsTr::tr("show or hide the jobs")},
                   {keys(QKeySequence::Copy), WidgetsTr::tr("copy the chosen rows, for a mail or a spreadsheet")},
                   {keys(QKeySequence(Qt::Key_F2)),
                    WidgetsTr::tr("edit the cell, as a double click does: Enter takes what was typed or chosen, Esc "
                                  "leaves it as it was")},
                   {keys(QKeySequence(Qt::Key_Delete)), WidgetsTr::tr("in the list of jobs: cancel the chosen job")},
                   {keys(QKeySequence::Undo), WidgetsTr::tr("undo the last edit of this page")},
                   {keys(QKeySequence(Qt::Key_F1)), WidgetsTr::tr("help for this page")}})};
}

HelpSection storedSection()
{
    return {QStringLiteral("stored"), WidgetsTr::tr("What is stored where"),
            pairs({{WidgetsTr::tr("Workspace file"),
                    WidgetsTr::tr("servers, folders, sites, agreed figures, what was last seen, archive runs and the "
                                  "log of acts. A copy that was sound is kept at each opening.")},
                   {WidgetsTr::tr("Shared workspace"), WidgetsTr::tr("the same, in a MySQL or MariaDB database")},
                   {WidgetsTr::tr("Read-only workspace"),
                    WidgetsTr::tr(
                        "only looked at: what servers, web addresses, databases and Moodle say is shown while the "
                        "window is open and not kept, and what would write it is switched off")},
                   {WidgetsTr::tr("Changes not written yet"),
                    WidgetsTr::tr("in the window alone: it asks before it is closed, or opens another workspace")},
                   {WidgetsTr::tr("Passwords"),
                    WidgetsTr::tr("in the system's password store, or nowhere; never in a file of this program. One is "
                                  "kept for one account at one place: where a server, its socket or the workspace's "
                                  "own place was changed, it has to be kept anew.")},
                   {WidgetsTr::tr("On this workstation"),
                    WidgetsTr::tr("the last line of each workspace's log that was seen here, and the folders that you "
                                  "chose to stand in for servers: no workspace is believed about these")},
                   {WidgetsTr::tr("Window settings"),
                    WidgetsTr::tr("sizes, columns and recent workspaces, in your own settings")},
                   {WidgetsTr::tr("On servers"),
                    WidgetsTr::tr("nothing is installed. An archive job keeps its progress and log in the archive "
                                  "folder, closed to all but its account and root.")},
                   {WidgetsTr::tr("Exported files"),
                    WidgetsTr::tr("where you choose, for you alone to read until you give them to others")}})};
}

HelpSection aboutSection()
{
    return {QStringLiteral("about"), WidgetsTr::tr("About Nightkeep"),
            paragraph(WidgetsTr::tr("Nightkeep %1: the backup and archive desk of a Moodle team.")
                          .arg(QCoreApplication::applicationVersion()))
                + paragraph(WidgetsTr::tr("Free software under the GNU General Public License, version 3 or later. "
                                          "It comes without any warranty."))
                + paragraph(WidgetsTr::tr("Built with Qt %1.").arg(QLatin1String(qVersion())))};
}

} // namespace

QList<HelpSection> helpSections(const QList<PageArea> &areas)
{
    QList<HelpSection> sections {startSection()};
    for (const PageArea &area : areas)
        sections << sectionOf(area);
    return sections << wordsSection() << unlockSection() << keysSection() << storedSection() << aboutSection();
}

} // namespace Nightkeep
