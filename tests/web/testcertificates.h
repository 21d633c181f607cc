// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

namespace Nightkeep {

/// A certificate with its key, both PEM.
struct TestCertificate
{
    QByteArray certificate;
    QByteArray key;
};

/// An authority of the test's own, and certificates for 127.0.0.1. Made by the openssl program.
class TestCertificates
{
public:
    /// False with openssl's words in problem().
    [[nodiscard]] bool make();
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QByteArray authority() const { return m_authority; }

    TestCertificate valid; ///< for a year
    TestCertificate endsSoon; ///< in five days
    TestCertificate expired; ///< since yesterday
    TestCertificate wrongHost; ///< made out to elsewhere.example.org
    TestCertificate selfSigned;

private:
    [[nodiscard]] bool run(const QStringList &arguments);
    [[nodiscard]] bool sign(const QString &name, const QString &subject, const QString &alternative, int days,
                            TestCertificate &certificate);
    [[nodiscard]] QByteArray read(const QString &name);

    QTemporaryDir m_folder;
    QByteArray m_authority;
    QString m_problem;
};

} // namespace Nightkeep
