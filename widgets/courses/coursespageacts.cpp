// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The page's acts; what it shows is in coursespage.cpp.
#include "widgets/courses/coursespage.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/openmodal.h"
#include "widgets/courses/coursecopiesdialog.h"
#include "widgets/courses/courseexplanationdialog.h"
#include "widgets/courses/courselogdialog.h"
#include "widgets/courses/usagedialog.h"

#include <QHash>

namespace Nightkeep {

namespace {

/// A lane of its own: a look at all files may take hours, in which the site's servers can be asked other things.
QString laneOfCourses(const Site &site)
{
    return QStringLiteral("courses/") + site.name;
}

} // namespace

void CoursesPage::refresh()
{
    clearError();
    for (const SiteBackups &each : std::as_const(m_sites))
        askSite(each.site);
}

void CoursesPage::askSite(const Site &site)
{
    if (m_asking.contains(site.name))
        return;
    m_asking.insert(site.name);
    CourseService &courses = context().workspace.courses();
    context().jobs.start<Asked<SiteBackups>>(
        tr("Look at the backups of the courses of %1").arg(site.name), laneOfCourses(site), this,
        [&courses, site](const CancelToken &cancel, const ProgressSink &progress) {
            return courses.refresh(site, Attendance::Attended, cancel, progress);
        },
        [this, name = site.name](const Result<Asked<SiteBackups>> &asked) { tell(name, asked, {}); });
    updateActions();
}

void CoursesPage::readThrough()
{
    QHash<QString, QList<qint64>> chosen;
    for (const QString &key : table()->selectedKeys()) {
        if (const CourseBackups *course = m_model->find(key))
            chosen[course->site].append(course->course.id);
    }
    clearError();
    for (auto each = chosen.cbegin(); each != chosen.cend(); ++each) {
        if (const SiteBackups *site = siteOf(each.key()))
            readThrough(site->site, each.value());
    }
}

void CoursesPage::readThrough(const Site &site, const QList<qint64> &chosen)
{
    if (m_asking.contains(site.name)) {
        say(tr("The backups of %1 are being looked at already.").arg(visibleText(site.name)));
        return;
    }
    m_asking.insert(site.name);
    CourseService &courses = context().workspace.courses();
    context().jobs.start<Asked<SiteBackups>>(
        tr("Read the backups of %n courses of %1 through", nullptr, int(chosen.size())).arg(site.name),
        laneOfCourses(site), this,
        [&courses, site, chosen](const CancelToken &cancel, const ProgressSink &progress) {
            return courses.check(site, chosen, cancel, progress);
        },
        [this, name = site.name, chosen](const Result<Asked<SiteBackups>> &asked) { tell(name, asked, chosen); });
    updateActions();
}

/// What came of it, and which of the two sources did not answer.
void CoursesPage::tell(const QString &site, const Result<Asked<SiteBackups>> &asked, const QList<qint64> &checked)
{
    m_asking.remove(site);
    updateActions();
    if (!asked) {
        showError(asked.error());
        reload();
        return;
    }
    const SiteBackups &answer = asked->answer;
    const CourseBackups *one = checked.size() == 1 ? answer.find(checked.first()) : nullptr;
    if (one)
        say(tr("%1: %2. %3", "a course, its verdict, why")
                .arg(visibleText(one->course.shortName), courseVerdictWord(one->verdict), one->reason));
    else if (!checked.isEmpty())
        say(tr("The backups of %n courses were read through.", nullptr, int(checked.size())));
    else
        say(answer.answer(now()).sentence);
    if (answer.head.moodleFailure)
        showError(*answer.head.moodleFailure);
    else if (answer.head.inventoryFailure)
        showError(*answer.head.inventoryFailure);
    if (asked->notKept)
        showNotKept(*asked->notKept);
    emit workspaceChanged();
}

/// Only with a chosen course.
template<typename Dialog> void CoursesPage::openForChosen()
{
    const CourseBackups *course = m_model->find(table()->currentKey());
    const SiteBackups *site = course ? siteOf(course->site) : nullptr;
    if (!site)
        return;
    clearError();
    openModal(new Dialog(context(), *site, *course, this));
}

void CoursesPage::showLog()
{
    openForChosen<CourseLogDialog>();
}

void CoursesPage::explain()
{
    openForChosen<CourseExplanationDialog>();
}

void CoursesPage::showCopies()
{
    openForChosen<CourseCopiesDialog>();
}

void CoursesPage::showUsage()
{
    clearError();
    const CourseBackups *course = m_model->find(table()->currentKey());
    openModal(new UsageDialog(context(), m_sites, course ? course->site : QString(), this));
}

} // namespace Nightkeep
