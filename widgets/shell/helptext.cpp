// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/helptext.h"

#include "models/base/finding.h"
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

QString link(Page page, const QString &text)
{
    return QLatin1String("<p><a href=\"page:") + pageName(page) + QLatin1String("\">") + text.toHtmlEscaped()
        + QLatin1String("</a></p>");
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

HelpSection overviewSection()
{
    return {pageName(Page::Overview), WidgetsTr::tr("Overview: what needs attention?"),
            paragraph(WidgetsTr::tr("All findings of all pages in one list. Each says what is the matter, on which "
                                    "evidence, and what the next step is. A click goes to the row it is about."))
                + paragraph(WidgetsTr::tr("The tiles above the list say in a few words how each page stands."))
                + link(Page::Overview, WidgetsTr::tr("Go to the overview"))};
}

HelpSection serversSection()
{
    return {
        pageName(Page::Servers), WidgetsTr::tr("Servers: which server has what?"),
        paragraph(WidgetsTr::tr("The backup matrix in the order of the team's page. Columns can be moved, hidden "
                                "and sorted; a third click on a heading gives back the page's own order."))
            + paragraph(WidgetsTr::tr("Refresh asks the servers. A server that does not answer keeps its old "
                                      "figures with their age, and says why it did not answer. Test connection "
                                      "goes through the steps of a connection one by one."))
            + paragraph(WidgetsTr::tr("Every answer is remembered: all of the last two days, then one a day for 60 "
                                      "days, one a week for a year, one a month after that. History shows them and "
                                      "the day on which a disk is full if it fills as it did; Changes since shows "
                                      "what is different from the last time or from a date; Compare puts two "
                                      "servers side by side."))
            + paragraph(WidgetsTr::tr("Decide says in figures what is to be kept, and whether that is agreed or to "
                                      "be agreed, when and by whom. Importing the page leaves decisions alone. "
                                      "Export to the wiki writes the page's own table; importing it again changes "
                                      "nothing."))
            + paragraph(WidgetsTr::tr("A request to the storage team lists what to add, to drop and to change, with "
                                      "the evidence, as text, as a table or as a mail. It is remembered as sent and "
                                      "closes by itself when a later answer of the server shows it done."))
            + paragraph(WidgetsTr::tr("The web address, the MySQL pair, the change rate and a preview of the backup "
                                      "are only asked when you say so. A pair is two servers whose service text is "
                                      "the same and speaks of a pair, or any two that you choose."))
            + link(Page::Servers, WidgetsTr::tr("Go to the servers"))};
}

HelpSection foldersSection()
{
    return {pageName(Page::Folders), WidgetsTr::tr("Folders: is the right thing backed up?"),
            paragraph(WidgetsTr::tr("One row for each folder that should be backed up, and for each that is although "
                                    "nobody asked for it. A backed-up folder covers what is below it, but not a file "
                                    "system of its own that is mounted there."))
                + paragraph(WidgetsTr::tr("\"Observed\" means that the server itself has said so; \"declared\" means "
                                          "that only the page says so. Both stand side by side, and where they "
                                          "disagree that is a finding of its own."))
                + paragraph(WidgetsTr::tr("A folder is stale when its last full incremental is older than what was "
                                          "agreed, or than one day where nothing was, and half a day. The storage "
                                          "manager's client follows no symbolic link: such a folder is judged where it "
                                          "really is. A rule that leaves out a place inside a folder makes it partly "
                                          "covered; rules for certain file names are counted in the reason and change "
                                          "nothing."))
                + link(Page::Folders, WidgetsTr::tr("Go to the folders"))};
}

HelpSection settingsSection()
{
    return {pageName(Page::Settings), WidgetsTr::tr("Moodle settings: what will Moodle back up tonight?"),
            paragraph(WidgetsTr::tr("Moodle's own backup options: the value that is live, the value that the team has "
                                    "agreed, and where the two differ."))
                + paragraph(WidgetsTr::tr("A change is reviewed with its exact SQL before it is written. It is written "
                                          "only if the value is still the one that was seen; if somebody else has "
                                          "changed it meanwhile, all three values are shown and nothing is written."))
                + link(Page::Settings, WidgetsTr::tr("Go to the Moodle settings"))};
}

HelpSection archivesSection()
{
    return {pageName(Page::Archives), WidgetsTr::tr("Archives: is this term safe for years?"),
            paragraph(WidgetsTr::tr("A term archive packs the course zips of a site into one file on the data server. "
                                    "The plan says first which zips go in, which courses have none, and whether the "
                                    "disk has room."))
                + paragraph(WidgetsTr::tr("The work is done on the server and goes on when this program is closed. "
                                          "The finished file is read back and compared before it counts as complete; "
                                          "an older archive is never touched."))
                + link(Page::Archives, WidgetsTr::tr("Go to the archives"))};
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
                                  "next step")}})
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
                   {keys(QKeySequence(Qt::CTRL | Qt::Key_K)), WidgetsTr::tr("search everything")},
                   {keys(QKeySequence::Find), WidgetsTr::tr("filter the page's table")},
                   {keys(QKeySequence(Qt::Key_F5)), WidgetsTr::tr("refresh: ask anew what the page shows")},
                   {keys(QKeySequence(Qt::CTRL | Qt::Key_J)), WidgetsTr::tr("show or hide the jobs")},
                   {keys(QKeySequence::Copy), WidgetsTr::tr("copy the chosen rows, for a mail or a spreadsheet")},
                   {keys(QKeySequence(Qt::Key_F2)), WidgetsTr::tr("edit the cell")},
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
                   {WidgetsTr::tr("Passwords"),
                    WidgetsTr::tr("in the system's password store, or nowhere; never in a file of this program")},
                   {WidgetsTr::tr("Window settings"),
                    WidgetsTr::tr("sizes, columns and recent workspaces, in your own settings")},
                   {WidgetsTr::tr("On servers"),
                    WidgetsTr::tr("nothing is installed. An archive job keeps its progress and log in the archive "
                                  "folder.")}})};
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

QList<HelpSection> helpSections()
{
    return {startSection(), overviewSection(), serversSection(), foldersSection(), settingsSection(), archivesSection(),
            wordsSection(), unlockSection(),   keysSection(),    storedSection(),  aboutSection()};
}

} // namespace Nightkeep
