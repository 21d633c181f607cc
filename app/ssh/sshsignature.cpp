// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshsignature.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace Nightkeep {

namespace {

constexpr qsizetype LongestSignature = 65536;

QByteArray signatureBlob(const QString &signature)
{
    const QByteArray text = signature.toLatin1().trimmed();
    const QByteArray begin = QByteArrayLiteral("-----BEGIN SSH SIGNATURE-----");
    const QByteArray end = QByteArrayLiteral("-----END SSH SIGNATURE-----");
    if (text.size() > LongestSignature || !text.startsWith(begin) || !text.endsWith(end)
        || text.size() < begin.size() + end.size())
        return {};
    QByteArray base = text.mid(begin.size(), text.size() - begin.size() - end.size());
    base.replace('\n', QByteArray());
    base.replace('\r', QByteArray());
    const auto blob = QByteArray::fromBase64Encoding(base, QByteArray::AbortOnBase64DecodingErrors);
    return blob ? blob.decoded : QByteArray();
}

} // namespace

std::optional<QByteArray> keyOfSignature(const QString &signature)
{
    // "SSHSIG", a version, and the public key with its length before it (PROTOCOL.sshsig).
    const QByteArray blob = signatureBlob(signature);
    constexpr qsizetype lengthAt = 10;
    if (!blob.startsWith("SSHSIG") || blob.size() < lengthAt + 4)
        return std::nullopt;
    const qint64 bytes = qFromBigEndian<quint32>(blob.constData() + lengthAt);
    if (bytes < 16 || bytes > blob.size() - lengthAt - 4)
        return std::nullopt;
    return blob.mid(lengthAt + 4, bytes).toBase64();
}

QString fingerprintOfKey(const QByteArray &key)
{
    const auto blob = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    if (!blob || blob.decoded.isEmpty())
        return {};
    const QByteArray digest = QCryptographicHash::hash(blob.decoded, QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:") + QString::fromLatin1(digest.toBase64(QByteArray::OmitTrailingEquals));
}

} // namespace Nightkeep
