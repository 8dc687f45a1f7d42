// The names under which programs write the same thing, the preferred ones first: as they are in English, and below in the
// languages that some programs translate their header into.
const words = (text) => text.split(",").map((word) => word.trim());

export const ROLES = {
  name: words(`name, title, account name, account, item name, service, site name, site, label, display name, nickname,
    titel, bezeichnung, nom, titre, nombre, título, titolo, nome, naam, nazwa, tytuł, namn, navn, název, имя, название,
    назва, 名前, タイトル, 名称, 标题, 標題, 名稱, 이름, 제목, başlık, ad`),
  username: words(`username, user name, login, login name, login username, user, userid, user id, email, e-mail,
    email address, benutzername, benutzer, anmeldename, kontoname, nom d'utilisateur, nom d’utilisateur, utilisateur,
    identifiant, usuario, nombre de usuario, nome utente, utente, usuário, nome de usuário, utilizador,
    nome de utilizador, gebruikersnaam, gebruiker, nazwa użytkownika, użytkownik, användarnamn, brugernavn, brukernavn,
    uživatelské jméno, имя пользователя, логин, ім'я користувача, ユーザー名, ユーザ名, 用户名, 使用者名稱, 사용자 이름,
    사용자명, kullanıcı adı, adresse e-mail, e-mail-adresse, correo electrónico`),
  password: words(`password, login password, pwd, secret, passwort, kennwort, mot de passe, contraseña, clave, senha,
    palavra-passe, wachtwoord, hasło, lösenord, adgangskode, passord, heslo, пароль, パスワード, 密码, 密碼, 비밀번호,
    암호, şifre, parola`),
  totp: words(`totp, otpauth, otp, otpsecret, otpurl, login totp, twofasecret, totp secret key, one-time password,
    two-factor secret, 2fa, totp secret, authenticator key, einmalpasswort, einmalcode`),
  folder: words(`folder, group, grouping, category, folderparentpath, folder path, vault, groups, ordner, gruppe,
    kategorie, dossier, groupe, catégorie, carpeta, grupo, categoría, cartella, gruppo, categoria, pasta, map, groep,
    categorie, folder nadrzędny, mapp, mappe, složka, папка, группа, группы, フォルダ, フォルダー, グループ, 文件夹, 群组,
    資料夾, 群組, 폴더, 그룹, klasör, grup, grupa`),
};
export const URIS = words(`url, uri, urls, hostname, origin url, website, web site, website address, site url, login uri, login url, login urls,
  link, web address, webseite, internetadresse, webadresse, adresse web, adresse url, site web, site internet, sitio web,
  dirección web, página web, sito web, indirizzo web, endereço web, endereço, webadres, adres url, adres www,
  strona internetowa, webbplats, hjemmeside, nettsted, webová stránka, сайт, веб-сайт, адрес, ウェブサイト, サイト, 网址,
  网站, 網址, 網站, 웹사이트, 웹 사이트, web sitesi`);
export const NOTES = words(`notes, note, comment, comments, description, extra, notesplain, remarks, memo, notizen, notiz,
  anmerkungen, anmerkung, kommentar, kommentare, beschreibung, remarques, remarque, commentaires, commentaire, notas, nota,
  comentarios, comentario, observaciones, commenti, commento, observações, comentários, notities, notitie, opmerkingen,
  notatki, uwagi, anteckningar, noter, notater, poznámky, poznámka, заметки, примечания, примечание, нотатки, メモ, 備考,
  备注, 備註, 메모, notlar`);
export const FAVORITE = words(`favorite, favourite, fav, favorites, favorit, favori, favorito, preferito, favoriet, ulubione,
  избранное, お気に入り, 收藏, 즐겨찾기`);
