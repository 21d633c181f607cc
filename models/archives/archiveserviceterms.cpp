// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/base/auditedact.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString termLine(const std::optional<Term> &term)
{
    return term
        ? QStringLiteral("%1, %2, %3").arg(term->words, QString::number(term->year), term->cutOff.toString(Qt::ISODate))
        : QString();
}

} // namespace

Result<QList<Term>> ArchiveService::terms() const
{
    return m_store.terms();
}

Result<void> ArchiveService::replaceTerm(const std::optional<Term> &seen, const std::optional<Term> &term)
{
    if (seen == term)
        return {};
    if (term) {
        if (const Result<void> fine = checkTerm(*term); !fine)
            return fine;
    }
    AuditEntry entry;
    entry.act = term ? QStringLiteral("archive.term") : QStringLiteral("archive.term-removed");
    entry.object = term ? term->name : seen->name;
    entry.oldValue = termLine(seen);
    entry.newValue = termLine(term);
    return noteDone(m_audit, entry, [&] { return m_store.replaceTerm(seen, term); });
}

Result<QList<SavedPlan>> ArchiveService::savedPlans() const
{
    return m_store.savedPlans();
}

Result<qint64> ArchiveService::savePlan(const QString &title, const ArchivePlan &plan)
{
    SavedPlan saved {0, title.trimmed(), m_audit.who(), m_clock().toUTC(), plan};
    if (saved.title.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("A plan that is kept needs a title."),
                    Tr::tr("Give one by which it is found again, such as \"Summer 2008, first look\"."));
    AuditEntry entry;
    entry.act = QStringLiteral("archive.plan-kept");
    entry.object = QStringLiteral("%1/%2").arg(plan.request.site, plan.request.name);
    entry.newValue = saved.title;
    entry.detail = Tr::tr("%n zips, %1", nullptr, plan.includedCount()).arg(bytesInWords(plan.includedBytes()));
    return noteDone(m_audit, entry,
                    [&] {
                        const Result<qint64> number = m_store.addSavedPlan(saved);
                        saved.number = number.value_or(0);
                        return number ? Result<void>() : fail(number.error());
                    })
        .map([&saved] { return saved.number; });
}

Result<void> ArchiveService::removeSavedPlan(const SavedPlan &seen)
{
    AuditEntry entry;
    entry.act = QStringLiteral("archive.plan-removed");
    entry.object = QStringLiteral("%1/%2").arg(seen.plan.request.site, seen.plan.request.name);
    entry.oldValue = seen.title;
    return noteDone(m_audit, entry, [&] { return m_store.removeSavedPlan(seen); });
}

/// Its term and its places are the workspace's.
Result<void> ArchiveService::checkRequest(const ArchiveRequest &request) const
{
    if (const Result<void> name = checkArchiveName(request.name); !name)
        return name;
    if (!request.term.isEmpty()) {
        const Result<QList<Term>> known = terms();
        if (!known)
            return fail(known.error());
        if (std::none_of(known->cbegin(), known->cend(),
                         [&request](const Term &term) { return term.name == request.term; }))
            return fail(ErrorKind::NotFound,
                        Tr::tr("There is no term \"%1\" in this workspace.").arg(visibleText(request.term)),
                        Tr::tr("Choose one of the terms, or add it."));
    }
    if (request.places.isEmpty())
        return {};
    const Result<QList<ArchivePlace>> places = m_store.places();
    if (!places)
        return fail(places.error());
    for (const QString &name : request.places) {
        if (std::none_of(places->cbegin(), places->cend(),
                         [&name](const ArchivePlace &place) { return place.name == name; }))
            return fail(ErrorKind::NotFound,
                        Tr::tr("There is no place \"%1\" in this workspace.").arg(visibleText(name)),
                        Tr::tr("Choose one of the places, or add it."));
    }
    return {};
}

Result<CourseSizes> ArchiveService::sizesIn(const ArchiveRecord &record) const
{
    const QString &id = record.run.id;
    const Result<std::optional<ArchiveManifest>> manifest = m_store.manifest(id);
    if (!manifest)
        return fail(manifest.error());
    // An older one does not say of which course a file is; what was planned does.
    if (*manifest && std::any_of((*manifest)->files.cbegin(), (*manifest)->files.cend(), [](const ArchivedFile &file) {
            return file.course.has_value();
        }))
        return sizesOf((*manifest)->files);
    const Result<std::optional<QList<ZipFile>>> files = m_store.archivedFiles(id);
    if (!files)
        return fail(files.error());
    if (*files)
        return sizesOf(**files);
    if (*manifest)
        return sizesOf((*manifest)->files);
    return fail(ErrorKind::NotFound,
                Tr::tr("What lies in the archive %1 is not known here.").arg(record.run.request.name),
                Tr::tr("Look into it first: its contents are read from its server."));
}

Result<TermComparison> ArchiveService::compare(const QString &runId, const QString &otherRunId) const
{
    Result<ArchiveRecord> one = recordOf(runId);
    Result<ArchiveRecord> other = one ? recordOf(otherRunId) : fail(one.error());
    if (!other)
        return fail(other.error());
    if (other->run.startedAt < one->run.startedAt)
        std::swap(*one, *other);
    const Result<CourseSizes> before = sizesIn(*one);
    const Result<CourseSizes> after = before ? sizesIn(*other) : fail(before.error());
    if (!after)
        return fail(after.error());
    return compareTerms(*before, *after);
}

Result<TermComparison> ArchiveService::compareWith(const QString &runId, const ArchivePlan &plan) const
{
    const Result<ArchiveRecord> record = recordOf(runId);
    const Result<CourseSizes> before = record ? sizesIn(*record) : fail(record.error());
    if (!before)
        return fail(before.error());
    return compareTerms(*before, sizesOf(plan));
}

} // namespace Nightkeep
