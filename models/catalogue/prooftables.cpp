// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/prooftables.h"

#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

using VerificationOutcome = ArchiveVerification::Outcome;

State verificationState(const ArchiveVerification &verification)
{
    switch (verification.outcome) {
    case VerificationOutcome::Same:
        return State::Good;
    case VerificationOutcome::Differs:
        return State::Bad;
    case VerificationOutcome::Failed:
        break;
    }
    return State::Unknown;
}

} // namespace

QString verifiedPlaceWords(const QString &place)
{
    static const QString filePrefix = QStringLiteral("file:");
    if (place.isEmpty())
        return Tr::tr("on the server");
    return place.startsWith(filePrefix) ? place.mid(filePrefix.size()) : place;
}

QString verificationWord(VerificationOutcome outcome)
{
    switch (outcome) {
    case VerificationOutcome::Same:
        return Tr::tr("the same");
    case VerificationOutcome::Differs:
        return Tr::tr("differs");
    case VerificationOutcome::Failed:
        break;
    }
    return Tr::tr("not read");
}

PageAnswer takenOutAnswer(const QByteArray &sha256)
{
    if (!sha256.isEmpty())
        return {State::Good, Tr::tr("It is as it was archived.")};
    return {State::Unknown,
            Tr::tr("It has the size of what was archived; the manifest has no hash to hold it against.")};
}

PageAnswer signatureAnswer(const ManifestSignature &signature)
{
    const QString reason = signature.reason.isEmpty() ? QString() : u' ' + visibleText(signature.reason);
    switch (signature.verdict) {
    case SignatureVerdict::NotKnown:
        return {State::Unknown, Tr::tr("Nobody has looked at the manifest's signature yet.")};
    case SignatureVerdict::NotSigned:
        return {State::Unknown, Tr::tr("The manifest is not signed.")};
    case SignatureVerdict::Good:
        return {State::Good, Tr::tr("The manifest is as %1 signed it.").arg(visibleText(signature.signer)) + reason};
    case SignatureVerdict::UnknownSigner:
        return {State::Attention, Tr::tr("The manifest is as it was signed, by nobody who is allowed to.") + reason};
    case SignatureVerdict::Bad:
        break;
    }
    return {State::Bad, Tr::tr("The manifest is not to be relied on.") + reason};
}

TableDescription<ArchivedFile> archivedFilesDescription()
{
    using Row = ArchivedFile;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return QString::fromLatin1(percentEncoded(row.path)); },
        {Column(Tr::tr("File"), [](const Row &row) { return displayPath(row.path); }).with(&Column::width, 60),
         Column(Tr::tr("Course"), [](const Row &row) { return row.course ? QString::number(*row.course) : QString(); })
             .with(&Column::sortValue, [](const Row &row) { return row.course ? QVariant(*row.course) : QVariant(); })
             .with(&Column::isNumber, true),
         Column(Tr::tr("Short name then"), [](const Row &row) { return visibleText(row.shortName); }),
         Column(Tr::tr("Made"),
                [](const Row &row, const QDateTime &now) {
                    return shortMoment(row.made.isValid() ? row.made : row.modified, now);
                })
             .with(&Column::sortValue,
                   [](const Row &row) { return QVariant(row.made.isValid() ? row.made : row.modified); }),
         Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.bytes); })
             .with(&Column::sortValue, [](const Row &row) { return QVariant(row.bytes); })
             .with(&Column::isNumber, true),
         Column(Tr::tr("SHA-256"), [](const Row &row) {
             return QString::fromLatin1(row.sha256);
         }).with(&Column::width, 12)}};
}

TableDescription<InnerMember> innerMembersDescription()
{
    using Row = InnerMember;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.name; },
            {Column(Tr::tr("File"), [](const Row &row) { return row.name; }).with(&Column::width, 60),
             Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.bytes); })
                 .with(&Column::sortValue, [](const Row &row) { return QVariant(row.bytes); })
                 .with(&Column::isNumber, true),
             Column(Tr::tr("Changed"), [](const Row &row) {
                 return row.modified.isValid() ? row.modified.toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString();
             }).with(&Column::sortValue, [](const Row &row) { return QVariant(row.modified); })}};
}

TableDescription<ArchiveVerification> verificationsDescription()
{
    using Row = ArchiveVerification;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return QString::number(row.number); },
            {Column(Tr::tr("Read"), [](const Row &row) { return verificationWord(row.outcome); })
                 .with(&Column::sortValue, [](const Row &row) { return QVariant(stateRank(verificationState(row))); })
                 .with(&Column::state, [](const Row &row) { return std::optional<State>(verificationState(row)); }),
             Column(Tr::tr("Where"), [](const Row &row) { return visibleText(verifiedPlaceWords(row.place)); }),
             Column(Tr::tr("When"), [](const Row &row, const QDateTime &now) { return shortMoment(row.at, now); })
                 .with(&Column::sortValue, [](const Row &row) { return QVariant(row.at); }),
             Column(Tr::tr("By"), [](const Row &row) { return visibleText(row.by); }),
             Column(Tr::tr("Why"), [](const Row &row) { return visibleText(row.reason); }).with(&Column::width, 60)}};
}

TableDescription<AllowedSigner> signersDescription()
{
    using Row = AllowedSigner;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.name; },
            {Column(Tr::tr("Signer"), [](const Row &row) { return visibleText(row.name); }),
             Column(Tr::tr("Key"), [](const Row &row) { return visibleText(row.publicKey); }).with(&Column::width, 60),
             Column(Tr::tr("Added by"), [](const Row &row) { return visibleText(row.addedBy); }),
             Column(Tr::tr("Until"), [](const Row &row, const QDateTime &now) {
                 return row.until.isValid() ? shortMoment(row.until, now) : Tr::tr("still");
             }).with(&Column::sortValue, [](const Row &row) { return QVariant(row.until); })}};
}

} // namespace Nightkeep
