// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/server.h"
#include "widgets/common/inputdialog.h"

class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTabWidget;

namespace Nightkeep {

class ErrorBanner;
enum class ServerField;

/// All of one server in a form: what the page says, how it is reached and where it stands. Stays open, saying why,
/// while what is typed cannot be used. Editing a demo server shows its folder instead of an address.
class ServerDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// A server without a name is a new one.
    ServerDialog(const Server &server, QWidget *parent);

    /// What was accepted; the server given until then.
    [[nodiscard]] const Server &server() const { return m_server; }
    void offerHosts(const QStringList &aliases); ///< to choose from as the host is typed

    void accept() override;

private:
    [[nodiscard]] QWidget *pageForm();
    [[nodiscard]] QWidget *connectionForm();
    [[nodiscard]] QWidget *placeForm();
    [[nodiscard]] QString typed(ServerField field) const;
    [[nodiscard]] Result<Server> typedServer() const;
    [[nodiscard]] Result<ServerConnection> typedConnection() const;

    Server m_server;
    QTabWidget *m_tabs;
    ErrorBanner *m_error;
    QLineEdit *m_host = nullptr;
    QLineEdit *m_user = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_root = nullptr;
    QLineEdit *m_building = nullptr;
    QLineEdit *m_medium = nullptr;
};

} // namespace Nightkeep
