// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/drillservice.h"

#include "models/base/auditedact.h"
#include "models/base/tr.h"
#include "models/catalogue/drillanswer.h"
#include "models/catalogue/restorable.h"
#include "models/courses/dataserver.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

struct DrillService::Order
{
    RestoreDrill drill;
    Site origin;
    Site target;
    std::optional<ArchiveRun> run; ///< of an archive
    ArchivedFile member; ///< of that
};

namespace {

// Each step of PHP has as long, and the whole no more than they together.
constexpr std::chrono::seconds drillStepLimit {3 * 3600};
constexpr std::chrono::hours drillLimit {10};
constexpr qint64 drillOutput = 16LL * 1024 * 1024;

QString drillObject(const RestoreDrill &drill)
{
    return drill.site + u'/' + (drill.course > 0 ? QString::number(drill.course) : drill.shortName);
}

QString drillOutcomeName(const RestoreDrill &drill)
{
    return nameOf(drill.outcome);
}

AuditEntry drillLine(const RestoreDrill &drill, const QString &act)
{
    AuditEntry entry;
    entry.act = act;
    entry.object = drillObject(drill);
    entry.detail = Tr::tr("%1, restored on %2", "a copy, and where")
                       .arg(drill.run.isEmpty() ? displayPath(drill.path)
                                                : drill.run + QStringLiteral(": ") + displayPath(drill.path),
                            drill.where);
    return entry;
}

Result<void> checkDrill(const RestoreDrill &drill, const QDateTime &now)
{
    constexpr qsizetype longest = 2000;
    if (drill.site.isEmpty() || drill.path.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("A restore drill is of a site's copy."),
                    Tr::tr("Say of which site, and which copy was restored."));
    if (drill.where.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("Where the copy was restored is not said."),
                    Tr::tr("Name the site, such as \"moodle-test\"."));
    if (drill.at > now)
        return fail(ErrorKind::BadInput, Tr::tr("A restore drill cannot have been in the future."));
    if (drill.cameBack.size() > longest || drill.missing.size() > longest || drill.where.size() > longest)
        return fail(ErrorKind::BadInput, Tr::tr("That is too long for a record."), Tr::tr("Say it in a few words."));
    if (drill.outcome == RestoreDrill::Outcome::Partly && drill.missing.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("What was missing is not said."),
                    Tr::tr("Name it, or record that the copy was restored whole."));
    return {};
}

/// A word of a command, as a person can type it.
QString drillWord(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_./=:,@+-]+\\z"));
    return plain.match(text).hasMatch() ? text : u'\'' + QString(text).replace(u'\'', QLatin1String("'\\''")) + u'\'';
}

BytePath archiveTar(const ArchiveRun &run)
{
    return run.archiveFolder + '/' + run.request.name.toUtf8() + ".tar";
}

} // namespace

DrillService::DrillService(CatalogueStore &store, ArchiveService &archives, CourseService &courses, SiteStore &sites,
                           ServerStore &servers, RemoteHosts &hosts, MoodleSites &moodles, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_archives(archives)
    , m_courses(courses)
    , m_sites(sites)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_moodles(moodles)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<RestoreDrill> DrillService::record(RestoreDrill drill)
{
    const QDateTime now = m_clock().toUTC();
    drill.where = drill.where.trimmed();
    drill.cameBack = drill.cameBack.trimmed();
    drill.missing = drill.missing.trimmed();
    drill.by = drill.by.trimmed().isEmpty() ? m_audit.who() : drill.by.trimmed();
    drill.at = drill.at.isValid() ? drill.at.toUTC() : now;
    drill.byProgram = false;
    if (const Result<void> sound = checkDrill(drill, now); !sound)
        return fail(sound.error());
    if (const Result<Site> site = siteOf(drill.site); !site)
        return fail(site.error());
    AuditEntry entry = drillLine(drill, QStringLiteral("drill.record"));
    entry.newValue = drillOutcomeName(drill);
    return noteDone(m_audit, entry,
                    [&] {
                        const Result<qint64> number = m_store.addDrill(drill);
                        drill.number = number.value_or(0);
                        return number ? Result<void>() : fail(number.error());
                    })
        .map([&drill] { return drill; });
}

Result<void> DrillService::remove(const RestoreDrill &seen)
{
    AuditEntry entry = drillLine(seen, QStringLiteral("drill.remove"));
    entry.oldValue = drillOutcomeName(seen);
    return noteDone(m_audit, entry, [&] { return m_store.removeDrill(seen); });
}

Result<Site> DrillService::siteOf(const QString &name) const
{
    const Result<QList<Site>> sites = m_sites.sites();
    if (!sites)
        return fail(sites.error());
    const auto found =
        std::find_if(sites->cbegin(), sites->cend(), [&name](const Site &site) { return site.name == name; });
    if (found == sites->cend())
        return fail(ErrorKind::NotFound, Tr::tr("There is no site %1.").arg(visibleText(name)),
                    Tr::tr("Choose one of the workspace's."));
    return *found;
}

Result<ArchiveRun> DrillService::runOf(const QString &runId) const
{
    const Result<QList<ArchiveRecord>> runs = m_archives.runs();
    if (!runs)
        return fail(runs.error());
    const auto found =
        std::find_if(runs->cbegin(), runs->cend(), [&runId](const ArchiveRecord &one) { return one.run.id == runId; });
    if (found == runs->cend())
        return fail(ErrorKind::NotFound, Tr::tr("The workspace has no archive %1.").arg(visibleText(runId)));
    return found->run;
}

Result<MoodleFacts> DrillService::moodleOf(const Site &site, const CancelToken &cancel) const
{
    const Result<SiteBackups> last = m_courses.lastBackups(site);
    if (last && last->isRead())
        return last->head.moodle;
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    return moodle ? (*moodle)->facts() : fail(moodle.error());
}

Result<void> DrillService::checkTarget(const Order &order, const CancelToken &cancel) const
{
    if (order.origin.name == order.target.name || isSameMoodle(order.origin, order.target))
        return fail(ErrorKind::BadInput,
                    Tr::tr("A drill never runs on the site whose copy it is, for people work there."),
                    Tr::tr("Choose a site for tests."));
    const Result<MoodleFacts> target = moodleOf(order.target, cancel);
    if (!target)
        return fail(target.error());
    const QString steps = Tr::tr("Restore it there by Moodle's own pages, and record what came back.");
    if (target->edition != MoodleEdition::Later)
        return fail(ErrorKind::BadInput,
                    Tr::tr("The Moodle of %1 has no program that restores.").arg(visibleText(order.target.name)),
                    steps);
    CopyOrigin copy = originOf(order.drill.path, std::nullopt);
    if (copy.format == MoodleEdition::Unknown) { // as in the pool, where a file's name says nothing
        const Result<SiteBackups> origin = m_courses.lastBackups(order.origin);
        copy.format = origin ? origin->head.moodle.edition : MoodleEdition::Unknown;
    }
    const Restorable taken = restorableOn(copy, order.target.name, *target);
    if (!taken.byProgram)
        return fail(ErrorKind::BadInput, Tr::tr("Moodle's program does not restore this copy. %1").arg(taken.reason),
                    steps);
    if (order.target.codeFolder.isEmpty())
        return fail(ErrorKind::BadInput,
                    Tr::tr("The code folder of %1 is not filled in.").arg(visibleText(order.target.name)),
                    Tr::tr("Fill it in in the site's details."));
    return {};
}

/// What the archive says of the member, so that it is known when something else comes out of the tar.
Result<void> DrillService::addMember(Order &order) const
{
    if (order.run->server.compare(order.target.dataServer, Qt::CaseInsensitive) != 0)
        return fail(ErrorKind::BadInput,
                    Tr::tr("The archive lies on %1, and %2 runs on %3.")
                        .arg(visibleText(order.run->server), visibleText(order.target.name),
                             visibleText(order.target.dataServer)),
                    Tr::tr("Extract the copy, put it on %1 for the web server's user to read, and name its path there.")
                        .arg(visibleText(order.target.dataServer)));
    CatalogueQuery query;
    query.site = order.run->request.site;
    query.text = QString::fromUtf8(order.drill.path.mid(order.drill.path.lastIndexOf('/') + 1));
    const Result<QList<CatalogueHit>> hits = m_store.search(query);
    if (!hits)
        return fail(hits.error());
    const auto hit = std::find_if(hits->cbegin(), hits->cend(), [&order](const CatalogueHit &one) {
        return one.run == order.run->id && one.file.path == order.drill.path;
    });
    if (hit == hits->cend())
        return fail(ErrorKind::NotFound,
                    Tr::tr("As far as is known here, %1 is not in the archive %2.")
                        .arg(displayPath(order.drill.path), visibleText(order.run->request.name)),
                    Tr::tr("Look at the archive's contents first: they come here then."));
    order.member = hit->file;
    return {};
}

Result<DrillService::Order> DrillService::orderOf(const RestoreDrill &wanted, const QString &target,
                                                  const CancelToken &cancel) const
{
    Order order;
    order.drill = wanted;
    order.drill.where = target;
    if (!wanted.run.isEmpty()) {
        const Result<ArchiveRun> run = runOf(wanted.run);
        if (!run)
            return fail(run.error());
        order.run = *run;
        order.drill.site = run->request.site;
    } else if (!wanted.path.startsWith('/') || leadsUpwards(wanted.path)) {
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" is no path on a server.").arg(displayPath(wanted.path)),
                    Tr::tr("Name the copy's whole path on the server that runs the drill."));
    }
    const Result<Site> on = siteOf(target);
    const Result<Site> of = siteOf(order.drill.site);
    if (!on || !of)
        return fail(on ? of.error() : on.error());
    order.target = *on;
    order.origin = *of;
    if (const Result<void> fits = checkTarget(order, cancel); !fits)
        return fail(fits.error());
    if (!order.run)
        return order;
    if (const Result<void> added = addMember(order); !added)
        return fail(added.error());
    if (order.drill.course == 0)
        order.drill.course = order.member.course.value_or(0);
    if (order.drill.shortName.isEmpty())
        order.drill.shortName = order.member.shortName;
    return order;
}

Result<DrillService::Plan> DrillService::plan(const RestoreDrill &wanted, const QString &target,
                                              const CancelToken &cancel)
{
    const Result<Order> order = orderOf(wanted, target, cancel);
    if (!order)
        return fail(order.error());
    const QDateTime now = m_clock().toUTC();
    Plan plan;
    plan.drill = order->drill;
    plan.category = QStringLiteral("nightkeep-drill-") + now.toString(QStringLiteral("yyyyMMdd-hhmmss"));
    QString copy = displayPath(plan.drill.path);
    if (order->run) {
        plan.commands +=
            QStringLiteral("tar --extract --to-stdout --force-local %1 -- %2")
                .arg(drillWord(QStringLiteral("--file=") + displayPath(archiveTar(*order->run))), drillWord(copy));
        copy = plan.category + QStringLiteral(".mbz");
    }
    const QString php =
        order->target.phpProgram.isEmpty() ? QStringLiteral("php") : displayPath(order->target.phpProgram);
    const QString as = order->target.webUser.isEmpty()
        ? QString()
        : QStringLiteral("sudo -n -u %1 -- ").arg(drillWord(order->target.webUser));
    plan.commands += as
        + QStringLiteral("%1 %2 %3 --categoryid=NUMBER")
              .arg(drillWord(php),
                   drillWord(displayPath(order->target.codeFolder) + QStringLiteral("/admin/cli/restore_backup.php")),
                   drillWord(QStringLiteral("--file=") + copy));
    return plan;
}

Result<RestoreDrill> DrillService::restored(const Plan &plan, const Order &order, const CancelToken &cancel) const
{
    const Result<std::unique_ptr<RemoteHost>> host =
        openDataServer(m_servers, m_hosts, order.target, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const QByteArray archive = order.run ? order.run->archiveFolder : QByteArray();
    const QByteArray input =
        inputFields({order.target.codeFolder, order.target.webUser.toUtf8(), order.target.phpProgram,
                     QByteArray::number(qint64(drillStepLimit.count())), plan.category.toUtf8(), order.drill.path,
                     archive, order.drill.run.toUtf8(),
                     order.run ? QByteArray::number(order.member.bytes) : QByteArray(), order.member.sha256});
    const Result<QList<FrameRecord>> records = askProgram(**host, RemoteProgram::RestoreDrill, input,
                                                          order.target.dataServer, cancel, {drillLimit, drillOutput});
    if (!records) {
        Error error = records.error();
        error.advice += u' '
            + Tr::tr("If the drill had begun, the server goes on to its end and removes the category %1 by itself.")
                  .arg(plan.category);
        return fail(error);
    }
    for (const FrameRecord &record : *records) {
        if (record.type == "refused")
            return fail(drillRefusal(record, order.target));
    }
    const Result<DrillAnswer> answer = parseDrillAnswer(*records);
    if (!answer)
        return fail(answer.error());
    RestoreDrill drill = order.drill;
    drill.by = m_audit.who();
    drill.byProgram = true;
    judgeDrill(drill, *answer, plan.category);
    return drill;
}

Result<RestoreDrill> DrillService::run(const Plan &plan, const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<Order> order = orderOf(plan.drill, plan.drill.where, cancel);
    if (!order)
        return fail(order.error());
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, Tr::tr("Stopped."));
    AuditEntry before = drillLine(order->drill, QStringLiteral("drill.run"));
    before.newValue = plan.category;
    before.detail += u'\n' + plan.commands.join(u'\n');
    Result<AuditedAct> act = AuditedAct::begin(m_audit, before);
    if (!act)
        return fail(act.error());
    if (progress)
        progress({0, 0, false, Tr::tr("Moodle restores the copy")});
    const QDateTime at = m_clock().toUTC();
    Result<RestoreDrill> drill = restored(plan, *order, cancel);
    AuditEntry after;
    if (!drill) {
        const bool isCancelled = drill.error().kind == ErrorKind::Cancelled;
        after.result = isCancelled ? QStringLiteral("cancelled") : QStringLiteral("failed");
        after.detail = drill.error().message;
        return fail(withWarning(drill.error(), act->end(after)));
    }
    drill->at = at;
    after.result = QStringLiteral("ok");
    after.newValue = drillOutcomeName(*drill);
    after.detail = drill->missing;
    const Result<void> kept = act->endWith([&]() -> Result<AuditEntry> {
        const Result<qint64> number = m_store.addDrill(*drill);
        if (!number)
            return fail(number.error());
        drill->number = *number;
        return after;
    });
    if (!kept)
        return fail(kept.error());
    return drill;
}

Result<ArchivedMoodle> DrillService::noteMoodle(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRun> run = runOf(runId);
    if (!run)
        return fail(run.error());
    const Result<Site> site = siteOf(run->request.site);
    if (!site)
        return fail(site.error());
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(*site, cancel);
    if (!moodle)
        return fail(moodle.error());
    const Result<MoodleVersion> version = (*moodle)->version();
    if (!version)
        return fail(version.error());
    ArchivedMoodle noted {runId, *version};
    noted.moodle.readAt = m_clock().toUTC();
    return m_store.saveArchivedMoodle(noted).map([&noted] { return noted; });
}

} // namespace Nightkeep
