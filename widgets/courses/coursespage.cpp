// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursespage.h"

#include "models/courses/copywords.h"
#include "models/workspace.h"
#include "widgets/common/writing.h"
#include "widgets/courses/coursefacts.h"

#include <QTableView>

#include <algorithm>

namespace Nightkeep {

CoursesPage::CoursesPage(const PageContext &context, QWidget *parent)
    : TablePage(Page::Courses, context, parent)
    , m_model(new ColumnTable(CoursesTable::description(), this))
{
    buildActions();
    buildContent();
    everyMinute([this] {
        m_model->setNow(now());
        showRows();
    });
}

CoursesPage::~CoursesPage() = default;

PageArea CoursesPage::area()
{
    return {
        Page::Courses,
        tr("Course backups"),
        makePage<CoursesPage>,
        tr("Course backups: can every course be restored?"),
        {tr("One row for each course of each site. Whether it is safe is told by its copies themselves: there is one, "
            "it belongs to this course, it is closed properly, it holds what is wanted, and it is as new as "
            "Moodle's schedule asks. What Moodle says of its last run stands beside it: a status of OK is no copy."),
         tr("Refresh reads Moodle's database and looks through all places where backups lie, each file by its ends "
            "alone. Read through reads every byte of the chosen courses' copies, on the server or, where that has no "
            "perl, here, and holds what is inside against its own lists; that may take long. Nothing is changed, "
            "neither in Moodle nor among the files."),
         tr("Old: the last good copy is older than the schedule allows. Missing: there is none. Damaged: it would "
            "not restore. Incomplete: users, files or single files are not inside. Doubtful: nobody could tell. "
            "A copy that lies in another course's folder, is of another Moodle or is no backup at all does not "
            "count."),
         tr("Log shows what Moodle kept of a course's last runs, Explain says all that is known of it in sentences, "
            "and the text for the teacher says what that means for who teaches it. Copies lists all its copies, and "
            "Contents what is inside one, which is not unpacked for it."),
         tr("Fetch brings a copy to this machine, where it is held against what the server has and read through. It "
            "may hold the work of students: the audit log says who fetched it, and where to. Find a copy of it asks "
            "all places, archives too, for the course as it was on a day."),
         tr("Usage tells how much room the backups take over time, by the day that they were made, by course and by "
            "kind, and when their disk is full at this pace."),
         tr("Before deletion says of a list of courses whether each has a copy that was read through, holds users' "
            "data and files, and lies in an archive. What is in the way is named, and the answer is kept with its "
            "date. "
            "Of changes after the copy it knows those that Moodle dates, of a course's settings, and not what "
            "students did since: close a course before its last copy is made. Nothing is deleted here.")},
        tr("Go to the courses")};
}

void CoursesPage::buildActions()
{
    const auto made = [this](const char *name, const char *icon, const QString &text, auto act, const QString &tip) {
        return newAction(this, QLatin1String(name), QLatin1String(icon), text, act, tip);
    };
    m_read = made("readCourses", "refresh", tr("Read now"), &CoursesPage::refresh,
                  tr("Read Moodle's database and look through the backups: nothing is changed there"));
    m_check = newAction(this, QStringLiteral("readThroughCourses"), QStringLiteral("search"), tr("Rea&d through"),
                        tr("Read every byte of the chosen courses' copies"));
    connect(m_check, &QAction::triggered, this, [this] { readThrough(); });
    m_log = made("courseLog", "history", tr("&Log…"), &CoursesPage::showLog,
                 tr("Ask Moodle for what it kept of the course's last runs"));
    m_explain = made("explainCourse", "help", tr("&Explain…"), &CoursesPage::explain,
                     tr("All that is known of the course, in sentences to copy"));
    m_copies = made("courseCopies", "archives", tr("Cop&ies…"), &CoursesPage::showCopies,
                    tr("All copies of the course, and what else lies at its place"));
    m_contents = made("courseContents", "folders", tr("Conte&nts…"), &CoursesPage::showContents,
                      tr("What is inside the course's last good copy"));
    m_teacher = made("teacherText", "mail", tr("Text for the &teacher…"), &CoursesPage::writeToTeacher,
                     tr("What the course's backups mean for who teaches it, to copy or to send"));
    m_usage = made("courseUsage", "rate", tr("&Usage…"), &CoursesPage::showUsage,
                   tr("How much room the backups take, and when their disk is full"));
    m_beforeDeletion = made("beforeDeletion", "decide", tr("&Before deletion…"), &CoursesPage::beforeDeletion,
                            tr("Whether courses may be deleted: each has a whole copy in an archive, or it is said "
                               "what is missing"));
    m_fetch = made("fetchCourse", "import", tr("&Fetch a copy…"), &CoursesPage::fetchGoodCopy,
                   tr("Bring the course's last good copy to this machine, proved and read through"));
    m_find = made("findCourseCopy", "search", tr("Find a copy of it"), &CoursesPage::findCopy,
                  tr("Where the course is as it was on a day: on the server, in archives and the storage manager"));
    addPageAction(m_check, true);
    for (QAction *action : {m_log, m_explain, m_copies, exportAction(), m_contents, m_teacher})
        addPageAction(action);
    for (QAction *action : {m_find, m_fetch, m_usage, m_beforeDeletion})
        addMenuAction(action);
    addMenuAction(copyAction());
}

void CoursesPage::buildContent()
{
    QList<DataTable::RowChoice> choices;
    for (const CourseFilter &filter : courseFilters())
        choices.append({filter.title, int(choices.size())});
    table()->addRowFilter(
        QStringLiteral("coursesVerdicts"), tr("Show courses by their backups"), choices,
        [this](int filter, int row) { return courseFilters().at(filter).holds(m_model->rows().at(row)); });
    table()->setFirstOrder(CoursesTable::VerdictColumn);
    table()->view()->addActions({m_check, m_log, m_explain, m_copies, m_contents, m_teacher, m_fetch});
    connect(table(), &DataTable::keyActivated, this, &CoursesPage::openDetail);
    build(m_model,
          {QStringLiteral("courseDetail"), tr("Detail of the chosen course"), QString(), tr("Save the courses"), true},
          nullptr);
}

/// Courses are those of sites, whose databases are reached through servers.
void CoursesPage::offerFirstStep()
{
    m_first.setWritable(isWritable());
    const QString what = tr("The courses of every Moodle site stand here, with what backups each has.");
    const bool isRead =
        std::any_of(m_sites.cbegin(), m_sites.cend(), [](const SiteBackups &site) { return site.isRead(); });
    const bool isInVain =
        std::any_of(m_sites.cbegin(), m_sites.cend(), [](const SiteBackups &site) { return site.isAskedInVain(); });
    if (isRead)
        table()->setEmptyText(tr("No site has a course."), m_read);
    else if (isInVain)
        table()->setEmptyText(what + u' ' + tr("Moodle's database could not be read so far."), m_read);
    else if (!m_sites.isEmpty())
        table()->setEmptyText(what + u' ' + tr("Nobody has looked yet: nothing is changed by it."), m_read);
    else if (m_hasServers)
        table()->setEmptyText(what + u' ' + tr("Say first where a site's database and folders are."),
                              m_first.showSettings());
    else
        table()->setEmptyText(what + u' ' + tr("They are read through one of the team's servers: begin with those."),
                              m_first.importPage(), m_first.addServer());
    QStringList unread;
    QStringList inVain;
    for (const SiteBackups &site : std::as_const(m_sites)) {
        if (isRead && !site.isRead())
            (site.isAskedInVain() ? inVain : unread) << visibleText(site.site.name);
    }
    QStringList sentences;
    if (!unread.isEmpty())
        sentences << tr("The courses of %1 have never been looked at.").arg(unread.join(QLatin1String(", ")));
    if (!inVain.isEmpty())
        sentences << tr("The courses of %1 could not be read so far.").arg(inVain.join(QLatin1String(", ")));
    showCard(sentences.join(u' '), m_read);
}

void CoursesPage::showEstate(const Estate &estate)
{
    const QString failure = tr("The courses could not be read from the workspace.");
    const auto *sites = readOr(estate.reading.courses, failure);
    const auto *servers = sites ? readOr(estate.reading.servers, failure) : nullptr;
    if (!servers)
        return;
    m_sites = *sites;
    m_drills.reset();
    if (estate.reading.catalogue)
        m_drills = estate.reading.catalogue->drills;
    m_hasServers = !servers->isEmpty();
    offerFirstStep();
    QList<CourseBackups> rows;
    for (const SiteBackups &site : std::as_const(m_sites))
        rows += site.courses;
    m_model->setRows(rows, now());
    showCounts();
    showRows();
}

void CoursesPage::showRows()
{
    const PageAnswer answer = coursesAnswer(m_sites, now());
    setAnswer(answer.state, answer.sentence);
    showTable();
}

void CoursesPage::showCounts()
{
    for (int i = 0; i < courseFilters().size(); ++i) {
        const CourseFilter &filter = courseFilters().at(i);
        const auto count = std::count_if(m_model->rows().cbegin(), m_model->rows().cend(), filter.holds);
        table()->setChoiceText(
            i, tr("%1 (%2)", "which rows, how many").arg(filter.title, locale().toString(qlonglong(count))));
    }
}

void CoursesPage::showDetail()
{
    const QString key = table()->currentKey();
    const CourseBackups *course = m_model->find(key);
    showSteps([&key](const Finding &finding) { return finding.page == Page::Courses && finding.object == key; },
              [this](const Finding &finding) { return actOn(finding); }, {},
              [this](const Finding &finding) { return isLost(finding) ? m_find : nullptr; });
    const SiteBackups *site = course ? siteOf(course->site) : nullptr;
    if (!site) {
        detail()->describeNothing(tr("Choose a course to see what backups it has."));
        return;
    }
    CourseRestores restores;
    if (m_drills)
        restores.drills = drillsOfCourse(*m_drills, course->site, course->course.id);
    // A copy of the front page is restored by other rules than a course's.
    constexpr qint64 frontPage = 1;
    if (const BackupCopy *good = course->lastGood(); good && course->course.id != frontPage)
        restores.takers = restorable(originOf(*good), m_sites);
    detail()->describe(key,
                       [site = *site, course = *course, findings = findingsOfSite(site->site.name), restores,
                        now = now()](FactsView &view) { describeCourse(view, site, course, findings, now, restores); });
}

void CoursesPage::updateActions()
{
    const bool isOne = m_model->find(table()->currentKey()) && table()->selectedKeys().size() == 1;
    m_read->setEnabled(canRefresh());
    m_check->setEnabled(!table()->selectedKeys().isEmpty());
    m_usage->setEnabled(!m_sites.isEmpty());
    for (QAction *action : {m_log, m_explain, m_copies, m_find})
        action->setEnabled(isOne);
    m_contents->setEnabled(isOne && copyToShow(*m_model->find(table()->currentKey())));
    m_teacher->setEnabled(isOne);
    m_beforeDeletion->setEnabled(!m_sites.isEmpty());
    enableWriting(m_fetch, isWritable(), isOne && m_model->find(table()->currentKey())->lastGood());
    emit refreshChanged();
}

/// A site's own findings have no row: they stand in the detail of each of its courses.
void CoursesPage::showObject(const QString &key)
{
    if (!key.endsWith(u'/'))
        TablePage::showObject(key);
}

const SiteBackups *CoursesPage::siteOf(const QString &name) const
{
    const auto at = std::find_if(m_sites.cbegin(), m_sites.cend(),
                                 [&name](const SiteBackups &site) { return site.site.name == name; });
    return at == m_sites.cend() ? nullptr : &*at;
}

QList<Finding> CoursesPage::findingsOfSite(const QString &name) const
{
    QList<Finding> findings;
    for (const Finding &finding : estate().findings) {
        if (finding.page == Page::Courses && finding.object == name + u'/')
            findings << finding;
    }
    return findings;
}

/// Where nobody could tell, reading tells; what is wrong with a file is seen by its copies, all else by Moodle's log.
QAction *CoursesPage::actOn(const Finding &finding) const
{
    static const QStringList ofFiles {QStringLiteral("copy-damaged"),     QStringLiteral("copy-incomplete"),
                                      QStringLiteral("without-contents"), QStringLiteral("copy-old"),
                                      QStringLiteral("newest-damaged"),   QStringLiteral("shrunk"),
                                      QStringLiteral("dates-differ"),     QStringLiteral("of-the-future")};
    if (finding.kind == QLatin1String("copy-doubtful"))
        return m_check;
    return ofFiles.contains(finding.kind) ? m_copies : m_log;
}

/// What Moodle's server has of it no more may be elsewhere.
bool CoursesPage::isLost(const Finding &finding)
{
    static const QStringList ofLoss {QStringLiteral("course-missing"), QStringLiteral("ok-without-file"),
                                     QStringLiteral("copy-damaged"), QStringLiteral("copy-old")};
    return ofLoss.contains(finding.kind);
}

QString CoursesPage::refreshText() const
{
    return m_sites.isEmpty() ? PageWidget::refreshText() : tr("&Refresh the courses");
}

QString CoursesPage::refreshWords() const
{
    if (m_sites.isEmpty())
        return tr("There is no Moodle site whose courses could be read");
    if (!canRefresh())
        return tr("The courses are being asked about already");
    return tr("Read the courses of %n sites anew and look through their backups", nullptr, int(m_sites.size()));
}

bool CoursesPage::canRefresh() const
{
    return std::any_of(m_sites.cbegin(), m_sites.cend(),
                       [this](const SiteBackups &site) { return !m_asking.contains(site.site.name); });
}

} // namespace Nightkeep
