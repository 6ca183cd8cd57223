"""The graph of instruments and actors, as GraphML, GEXF, DOT and Mermaid."""
