// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletionservice.h"

#include "models/base/auditedact.h"
#include "models/base/tr.h"

namespace Nightkeep {

DeletionService::DeletionService(DeletionCheckStore &store, const ArchiveStore &files, CourseService &courses,
                                 ArchiveService &archives, AuditLog &audit, ReadFile readFile, ReadHeld readHeld,
                                 IsRefuted isRefuted, Clock clock)
    : m_store(store)
    , m_files(files)
    , m_courses(courses)
    , m_archives(archives)
    , m_audit(audit)
    , m_readFile(std::move(readFile))
    , m_readHeld(std::move(readHeld))
    , m_isRefuted(std::move(isRefuted))
    , m_clock(std::move(clock))
{
}

Result<SiteBackups> DeletionService::read(const Order &order, QStringList &notRead, Attendance attendance,
                                          const CancelToken &cancel, const ProgressSink &progress) const
{
    std::optional<Error> problem;
    if (!order.offline) {
        const Result<Asked<SiteBackups>> asked = m_courses.refresh(order.site, attendance, cancel, progress);
        if (asked && asked->answer.isRead()) {
            for (const std::optional<Error> &failure :
                 {asked->answer.head.moodleFailure, asked->answer.head.inventoryFailure}) {
                if (failure)
                    notRead << failure->message;
            }
            return asked->answer;
        }
        problem = asked ? asked->answer.head.moodleFailure : asked.error();
        if (problem && problem->kind == ErrorKind::Cancelled)
            return fail(*problem);
    }
    Result<SiteBackups> last = m_courses.lastBackups(order.site);
    if (last && !last->isRead())
        return problem ? fail(*problem)
                       : fail(ErrorKind::NotFound, last->answer(m_clock()).sentence,
                              Tr::tr("Read the courses first: without them nobody knows what may be deleted."));
    if (last && problem)
        notRead << problem->message;
    return last;
}

/// The server is asked how its archives stand; one that cannot answer leaves them as they were known. Those of the
/// site's folder of archives it tells at once, those in another one by one.
Result<QList<ArchiveHolding>> DeletionService::holdings(const Order &order, QStringList &notRead,
                                                        const CancelToken &cancel) const
{
    std::optional<Error> failure;
    const auto isAnswered = [&failure](const auto &answer) {
        if (!answer)
            failure = answer.error();
        return answer.has_value();
    };
    const BytePath &folder = order.site.archiveFolder;
    const bool isAsking =
        !order.offline && (folder.isEmpty() || isAnswered(m_archives.discover(order.site.name, cancel)));
    Result<QList<ArchiveRecord>> runs = m_archives.runs();
    if (!runs)
        return fail(runs.error());
    for (ArchiveRecord &run : *runs) {
        const bool isElsewhere = run.run.server.compare(order.site.dataServer, Qt::CaseInsensitive) == 0
            && run.run.archiveFolder != folder && wasVerified(run.status);
        if (!isAsking || failure || !isElsewhere)
            continue;
        if (const Result<ArchiveRecord> asked = m_archives.status(run.run.id, cancel); isAnswered(asked))
            run = *asked;
    }
    if (failure && failure->kind == ErrorKind::Cancelled)
        return fail(*failure);
    if (failure)
        notRead << failure->message;
    QList<ArchiveHolding> holdings;
    for (ArchiveRecord &run : *runs) {
        const Result<bool> refuted = run.moved ? m_isRefuted(run) : Result<bool>(false);
        if (!refuted)
            return fail(refuted.error());
        if (*refuted)
            run.moved.reset();
        const Result<std::optional<QList<ZipFile>>> files = m_files.archivedFiles(run.run.id);
        if (!files)
            return fail(files.error());
        holdings.append({run, *files});
    }
    return holdings;
}

Asked<DeletionCheck> DeletionService::kept(DeletionCheck check)
{
    AuditEntry entry;
    entry.act = QStringLiteral("courses.beforeDeletion");
    entry.object = check.head.site;
    entry.newValue =
        Tr::tr("%1 of %2 may be deleted")
            .arg(QString::number(check.head.courses - check.head.failed), QString::number(check.head.courses));
    const Result<void> stored = noteDone(m_audit, entry, [&] {
        const Result<qint64> number = m_store.addDeletionCheck(check);
        check.head.number = number.value_or(0);
        return number ? Result<void>() : fail(number.error());
    });
    if (stored)
        return {check};
    check.head.number = 0;
    return {check, notKept(stored.error())};
}

Result<Asked<DeletionCheck>> DeletionService::check(const Order &order, Attendance attendance,
                                                    const CancelToken &cancel, const ProgressSink &progress)
{
    QStringList notRead;
    const Result<SiteBackups> site = read(order, notRead, attendance, cancel, progress);
    if (!site)
        return fail(site.error());
    // A list that says nothing is told before the server is asked about its archives.
    if (const Result<ListedCourses> listed = listedCourses(order.list, *site); !listed)
        return fail(listed.error());
    const Result<QList<ArchiveHolding>> archives = holdings(order, notRead, cancel);
    if (!archives)
        return fail(archives.error());
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, Tr::tr("The check was cancelled, and nothing was kept."));
    const Result<QHash<qint64, QString>> held = m_readHeld(order.site.name);
    if (!held)
        return fail(held.error());
    Result<DeletionCheck> checked = checkBeforeDeletion(order.list, *site, *archives, m_clock(), *held);
    if (!checked)
        return fail(checked.error());
    checked->head.who = m_audit.who();
    checked->head.offline = order.offline;
    checked->head.notRead = notRead;
    return kept(*checked);
}

Result<QStringList> DeletionService::readList(const QString &fileName) const
{
    const Result<QByteArray> bytes = m_readFile(fileName);
    return bytes ? parseDeletionList(*bytes) : fail(bytes.error());
}

Result<QList<DeletionCheckHead>> DeletionService::earlier() const
{
    return m_store.deletionChecks();
}

Result<DeletionCheck> DeletionService::find(qint64 number) const
{
    const Result<std::optional<DeletionCheck>> check = m_store.deletionCheck(number);
    if (!check)
        return fail(check.error());
    if (!*check)
        return fail(ErrorKind::NotFound, Tr::tr("No check of that number is kept here."),
                    Tr::tr("\"nightkeepctl courses before-deletion --list\" lists them."));
    return **check;
}

} // namespace Nightkeep
