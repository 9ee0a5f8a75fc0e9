<?xml version="1.0" encoding="utf-8"?>
<!-- How the Atom feed looks where a browser opens it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:atom="http://www.w3.org/2005/Atom" exclude-result-prefixes="atom">
  <xsl:output method="html" encoding="utf-8" doctype-system="about:legacy-compat"/>
  <xsl:template match="/atom:feed">
    <html lang="{@xml:lang}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="atom:title"/></title>
        <link rel="stylesheet" href="assets/style.css"/>
      </head>
      <body>
        <header class="wide inner">
          <div class="plate"><p class="nameplate"><a href="{atom:link[not(@rel) or @rel='alternate']/@href}"><xsl:value-of select="atom:title"/></a></p></div>
        </header>
        <div class="frame wide">
          <main id="main">
            <div class="head">
              <h1><xsl:value-of select="atom:title"/></h1>
              <p class="deck">This is a feed. Copy its address into a feed reader, and new entries come to you.</p>
              <p class="meta"><xsl:value-of select="atom:link[@rel='self']/@href"/></p>
            </div>
            <xsl:for-each select="atom:entry">
              <div class="dated">
                <p class="meta"><xsl:value-of select="substring(atom:updated, 1, 10)"/></p>
                <div class="words">
                  <h2 class="title"><a href="{atom:link[not(@rel) or @rel='alternate']/@href}"><xsl:value-of select="atom:title"/></a></h2>
                  <p class="summary"><xsl:value-of select="atom:summary"/></p>
                </div>
              </div>
            </xsl:for-each>
          </main>
        </div>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
