// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

#include <optional>

class QPushButton;

namespace Nightkeep {

class FactsView;

/// "Test connection": the ordered checks, each with its sentence and advice. Where the host key is
/// not known yet it offers to look at it; a changed key is only explained, with the command to mend it.
/// Closing the dialog stops a test that is under way.
class ConnectionDialog final : public QDialog
{
    Q_OBJECT

public:
    ConnectionDialog(const PageContext &context, const Server &server, QWidget *parent);
    ~ConnectionDialog() override;

signals:
    void keyTrusted();

private:
    struct Findings
    {
        QList<ConnectionCheck> checks;
        std::optional<Result<OfferedHostKey>> key; ///< asked for only where the host key did not pass
    };

    void test();
    void stop();
    void showFindings(const Findings &findings);
    void askForTrust();
    void trust(const OfferedHostKey &key);
    void setWorking(bool working);

    PageContext m_context;
    Server m_server;
    FactsView *m_view;
    QPushButton *m_again;
    QPushButton *m_stop;
    QPushButton *m_showKey;
    std::optional<OfferedHostKey> m_offered;
    quint64 m_job = 0; ///< 0: none under way
};

} // namespace Nightkeep
